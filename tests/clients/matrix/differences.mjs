/**
 * Whether an outcome of ours is the recorded one: the same token, or the same exception, in whose text each ERROR and WARNING line of
 * the Azure CLI's stands too. Ours may say more, and other commands below.
 */
export function agrees(theirs, ours) {
  const [first, ...lines] = theirs.split("\n");
  return theirs === ours || (isFailure(theirs) && ours.startsWith(first)
    && lines.filter((line) => /^(ERROR|WARNING): /.test(line)).every((line) => ours.includes(`\n${line}`)));
}

const isFailure = (outcome) => !outcome.startsWith("a token for ");
const toldToSignIn = /: Please run 'az login' /;
const crash = "The command failed with an unexpected error.";

/** The refusals that another sign-in does not change. */
const lasting = /AADSTS(500011|700016|90055):/;

/** What differs on purpose: rows of docs/compatibility.md, and whether one covers a row's two outcomes. */
export const differences = [
  { name: "crash", covers: (row, theirs, ours) => theirs.includes(crash) && isFailure(ours) && !toldToSignIn.test(ours) },
  { name: "token-12", covers: (row, theirs) => theirs.includes("ERROR: Please specify only one of subscription and tenant") },
  {
    name: "lasting-refusal",
    covers: (row, theirs, ours) => toldToSignIn.test(theirs) && lasting.test(ours) && !/az log(in|out)/.test(ours),
  },
  {
    name: "identity-endpoint",
    covers: ({ state }, theirs, ours) => state === "noIdentityEndpoint" && theirs.includes(crash) && toldToSignIn.test(ours),
  },
];
