# Steps of bin/test and bin/check: each prints a header, its counts and its time, keeps its log, and lets the next one run.
# Sourced, not run. A step counts the tests that its runner's closing lines tell; a step without such a line is one test.

steps_logs=${steps_logs:-build/test-logs}
steps_passed=0 steps_failed=0 steps_broken=()
mkdir -p "$steps_logs"

# Sums the closing lines of GoogleTest (also behind ctest's "12: "), node's runner, Python's unittest, and our own
# "N passed, N failed".
count_tests() {
  sed -E 's/\x1b\[[0-9;]*m//g; s/^[0-9]+: //' "$1" | awk '
    /^\[  PASSED  \] [0-9]+ tests?\./            { passed += $4 }
    /^\[  FAILED  \] [0-9]+ tests?, listed below/ { failed += $4 }
    /^(#|ℹ) pass [0-9]+$/                        { passed += $3 }
    /^(#|ℹ) fail [0-9]+$/                        { failed += $3 }
    /^[0-9]+ passed, [0-9]+ failed/              { passed += $1; failed += $3 }
    /^Ran [0-9]+ tests? in /                     { ran = $2 }
    /^OK( |$)/ && ran                            { passed += ran; ran = 0 }
    /^FAILED \(/ && ran                          { bad = 0; while (match($0, /(failures|errors)=[0-9]+/)) { split(substr($0, RSTART, RLENGTH), n, "="); bad += n[2]; $0 = substr($0, RSTART + RLENGTH) }
                                                   passed += ran - bad; failed += bad; ran = 0 }
    /\*\*\*(Exception|Timeout|Not Run)/          { failed += 1 }
    END { print passed + 0, failed + 0 }'
}

# What failed and why, also behind ctest's "12: " and far above the log's end: GoogleTest tells a failure in the lines after
# "file:line: Failure", the others name it in one line.
tell_failures() {
  sed -E 's/\x1b\[[0-9;]*m//g; s/^[0-9]+: //' "$1" | awk '
    shown >= 60 { exit }
    /: Failure$/ { after = 8 }
    /^\[/ && after { after = 0 }
    after { print "    " $0; after--; shown++; next }
    (/(^|[^ ])error:/ || /^\[  FAILED  \]/ || /^not ok/ || /^✖/ || /AssertionError/ || /ERROR: .*Sanitizer/ || /runtime error:/) &&
      !/listed below/ { print "    " $0; shown++ }'
}

# step "name" SECONDS COMMAND…: never hangs (the time limit ends the whole process group) and never reads a keyboard.
step() {
  local name=$1 limit=$2 log rc=0 passed failed begun=$SECONDS
  shift 2
  log=$steps_logs/$(tr -cs 'a-z0-9\n' '-' <<<"${name,,}").log
  printf '▸ %-58s' "$name"
  timeout --kill-after=20 "$limit" "$@" </dev/null >"$log" 2>&1 || rc=$?
  read -r passed failed < <(count_tests "$log")
  if [ "$rc" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  if [ "$rc" = 0 ] && [ "$((passed + failed))" = 0 ]; then passed=1; fi
  steps_passed=$((steps_passed + passed)) steps_failed=$((steps_failed + failed))
  if [ "$failed" = 0 ]; then
    printf '%5d ok %5ds\n' "$passed" $((SECONDS - begun))
    return 0
  fi
  steps_broken+=("$name: $log")
  case $rc in 124 | 137) printf ' %d FAILED, stopped after %d s\n' "$failed" "$limit" ;; *) printf ' %d FAILED %ds\n' "$failed" $((SECONDS - begun)) ;; esac
  tell_failures "$log"
  echo "    … the end of $log:"
  tail -n 30 "$log" | sed 's/^/    /'
  return 1
}

finish() {
  echo
  if [ ${#steps_broken[@]} -gt 0 ]; then printf 'failed: %s\n' "${steps_broken[@]}"; fi
  echo "$steps_passed passed, $steps_failed failed"
  [ "$steps_failed" = 0 ] && [ "$steps_passed" -gt 0 ]
}
