// Backups on the wire: the file holds every group of the store, so only who may reach all of them may ask for it.
import { z } from 'zod';

export const backupRequestShape = z
  .strictObject({
    passphrase: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('Puts the master key into the file, encrypted under it; absent: the key is not in it.'),
  })
  .meta({ id: 'BackupRequest', description: 'How the backup shall be made.' });
