// The command `completion`: a script that completes commands, options and rule names in a shell.
import type { Command } from 'commander';
import { badOption } from './faults.ts';

/** Adds `completion` to the program. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .argument('<shell>', 'bash, zsh or fish')
    .description('print a completion script: source <(sekisho completion bash)')
    .action((shell: string) => {
      const commands = commandsOf(program);
      if (shell === 'bash' || shell === 'zsh') process.stdout.write(bashScript(commands, shell === 'zsh'));
      else if (shell === 'fish') process.stdout.write(fishScript(commands));
      else throw badOption('shell', `No completion is known for '${shell}'.`, 'Known: bash, zsh, fish.');
    });
}

interface Known {
  readonly name: string;
  readonly words: readonly string[];
  readonly about: string;
}

function commandsOf(program: Command): Known[] {
  return program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    words: [
      ...command.options.map((option) => option.long ?? ''),
      ...command.commands.map((below) => below.name()),
    ].filter((word) => word !== '' && word !== 'compile'),
  }));
}

function bashScript(commands: readonly Known[], zsh: boolean): string {
  const cases = commands.map((one) => `    ${one.name}) words="${one.words.join(' ')}" ;;`).join('\n');
  const head = zsh ? 'autoload -U +X bashcompinit && bashcompinit\n' : '';
  return `${head}_sekisho() {
  local words="${commands.map((one) => one.name).join(' ')}"
  case "\${COMP_WORDS[1]}" in
${cases}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map((one) => one.name).join(' ')}"; fi
  if [ "\${COMP_WORDS[1]}" = due ] && [ "$COMP_CWORD" -eq 2 ]; then words="$(sekisho law list --due --json 2>/dev/null | sed -n 's/^ *"id": "\\(.*\\)",$/\\1/p')"; fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _sekisho sekisho ./sekisho
`;
}

function fishScript(commands: readonly Known[]): string {
  const lines = commands.flatMap((one) => [
    `complete -c sekisho -n __fish_use_subcommand -a ${one.name} -d '${one.about.replace(/'/g, '’')}'`,
    ...one.words.map((word) =>
      word.startsWith('--')
        ? `complete -c sekisho -n '__fish_seen_subcommand_from ${one.name}' -l ${word.slice(2)}`
        : `complete -c sekisho -n '__fish_seen_subcommand_from ${one.name}' -a ${word}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}
