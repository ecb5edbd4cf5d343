// Chance that can be repeated: the same seed gives every kill the same moment and manner, whatever happened before it.
export const seed = Number(process.env.COULOIR_SEED ?? Math.floor(Math.random() * 1e9));

/** Numbers from 0 to below 1, of the seed and this name alone (FNV-1a into mulberry32). */
export function dice(name) {
  let state = 2166136261;
  for (const c of `${seed} ${name}`) state = Math.imul(state ^ c.codePointAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const between = (roll, low, high) => low + roll() * (high - low);
