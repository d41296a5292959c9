/** How long anything may take before a test says what it waited for. */
export const deadline = 30_000;

/** Asks `probe` until it answers something else than null or undefined. */
export async function until(what, probe, story = () => "") {
  const end = performance.now() + deadline;
  for (;;) {
    const answer = await probe();
    if (answer !== null && answer !== undefined) {
      return answer;
    }

    if (performance.now() > end) {
      throw new Error(`Waited ${deadline / 1000} s for ${what}.\n${story()}`);
    }

    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
