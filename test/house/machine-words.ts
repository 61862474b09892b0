// Keeps the machines of their authors out of the files: no absolute folder, no address of a package registry.
import { type Finding, type HouseFile, lineAt } from './house-file.ts';

/** This checker has to name what it looks for. */
const NAMES_THEM = /^test\/house\/machine-words(?:\.test)?\.ts$/;

const BANS = [
  {
    what: /(?:^|[\s"'`(=,;]|file:\/\/)\/(?:home|root|tmp|work|workspaces?|Users|private|var\/folders|mnt)\/[^\s"'`)]*/g,
    message:
      'an absolute path of one machine. Write it relative to the top of the tree, or take it from the system (os.tmpdir()).',
  },
  {
    what: /\b[A-Z]:\\(?:Users|Temp)\b[^\s"'`)]*/g,
    message:
      'an absolute path of one machine. Write it relative to the top of the tree, or take it from the system (os.tmpdir()).',
  },
  {
    what: /\bhttps?:\/\/[^\s"'`)]*(?:registry|verdaccio|artifactory|nexus)[.:/][^\s"'`)]*/gi,
    message: 'the address of a package registry. Leave it out: npm knows it, and others have another.',
  },
];

export function checkMachineWords(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => !NAMES_THEM.test(path))
    .flatMap(({ path, text }) =>
      BANS.flatMap(({ what, message }) =>
        [...text.matchAll(what)].map((match) => ({
          path,
          line: lineAt(text, match.index + match[0].search(/\S/)),
          message: `"${match[0].trim()}" is ${message}`,
        })),
      ),
    );
}
