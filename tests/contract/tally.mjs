// Counts what holds and names what does not; the last line is "N passed, N failed".
let passed = 0;
let failed = 0;

export function expect(holds, what, detail = "") {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`error: ${what}${detail === "" ? "" : `: ${typeof detail === "string" ? detail : JSON.stringify(detail)}`}`);
  }
  return Boolean(holds);
}

export const expectSame = (got, wanted, what) => expect(got === wanted, what, `${got}, not ${wanted}`);

/** A section that breaks is one failure; the next one still runs. */
export async function section(name, run) {
  const [before, begun] = [passed + failed, Date.now()];
  try {
    await run();
  } catch (error) {
    expect(false, name, error.stack);
  }
  console.log(`  ${name}: ${passed + failed - before} checks, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
