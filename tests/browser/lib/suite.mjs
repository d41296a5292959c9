import { after, before } from "node:test";

/** What all tests of a suite share; what it starts is ended after the last of them, latest first. */
export function shared(setUp) {
  const ends = [];
  before(() => setUp({ after: (end) => ends.unshift(end) }));
  after(async () => {
    for (const end of ends) {
      await end();
    }
  });
}
