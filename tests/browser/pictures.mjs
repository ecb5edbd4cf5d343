export async function pictures(stage) {}
