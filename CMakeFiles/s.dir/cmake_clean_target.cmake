file(REMOVE_RECURSE
  "libs.a"
)
