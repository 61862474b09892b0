// The command `start`: server and web on this machine.
import type { Command } from 'commander';

/** Adds `start` to the program. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the server and the web page')
    .addHelpText(
      'after',
      '\nSEKISHO_PORT (default 4680) and SEKISHO_HOST (default 127.0.0.1) choose where it listens,\n' +
        'SEKISHO_DATA (default ./sekisho-data) or DATABASE_URL where it keeps what is entered.\n' +
        'SEKISHO_KEY_REQUIRED=1 asks for a key also on this machine.\n',
    )
    .action(async () => {
      // Built beside this file; an address computed at run time keeps the ways in apart.
      const address = new URL('./server.js', import.meta.url).href;
      const { runServer } = (await import(address)) as { runServer: () => Promise<void> };
      await runServer();
    });
}
