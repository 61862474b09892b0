// Backups on the wire: how one is asked for.
import { z } from 'zod';

export const backupRequestShape = z
  .strictObject({
    passphrase: z
      .string()
      .min(8)
      .max(1000)
      .optional()
      .describe(
        'Puts the master key into the file, encrypted under this. Without it keep `master.key` yourself.',
      ),
  })
  .meta({ id: 'BackupRequest', description: 'A backup of the whole store.' });
