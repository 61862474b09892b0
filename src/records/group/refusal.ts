// A refusal: why something that was understood is not done; a closed list, each with what the reader needs to act on it.
import type { Issue } from '../../core/base/issue.ts';

/** What differs at one place of a record between what the author saw and what stands now; undefined: nothing stands there. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface NamedRecord {
  readonly noun: string;
  readonly id: string;
}

/** A record that names another one, and where. */
export interface Naming extends NamedRecord {
  readonly path: string;
}

interface Words {
  readonly message: string;
  readonly hint: string;
}

/** In the order in which they win. */
export type Refusal = Words &
  (
    | {
        /**
         * `bad-input`: what was given cannot be understood, or names what does not exist; every fault is listed. `plan-faulty`: the
         * file of an import has faults.
         */
        readonly code: 'bad-input' | 'plan-faulty';
        readonly issues: readonly Issue[];
      }
    | {
        /** `absent`: there is no such record (for this group). `taken`: there is one already. */
        readonly code: 'absent' | 'taken';
        readonly of: NamedRecord;
        /** The version it has; 0: there was never one. */
        readonly version: number;
      }
    | {
        /** Somebody has changed the record since the author saw it. */
        readonly code: 'version-differs';
        readonly of: NamedRecord;
        /** The version that it has now. */
        readonly version: number;
        /** From what the author saw to what stands now. */
        readonly differences: readonly Difference[];
      }
    | {
        /** Others name the record: at most a hundred of them, and how many more there are. */
        readonly code: 'named-by-others';
        readonly of: NamedRecord;
        readonly by: readonly Naming[];
        readonly more: number;
      }
    | {
        readonly code: /** The group wants changes of this noun approved: propose a change. */
          | 'approval-wanted'
          /** Who made a change does not approve it. */
          | 'own-change'
          /** Who planned an import does not apply it, where approvals are wanted. */
          | 'own-import'
          /** It is decided, applied or withdrawn already. */
          | 'closed'
          /** Only who made it may do this. */
          | 'not-yours'
          /** The texts of this person were erased; say expressly that they are to be kept again. */
          | 'person-erased'
          /** The entry id was used for something else. */
          | 'id-taken'
          /** The entry to undo is not one of this record. */
          | 'undo-absent'
          | 'undone-already'
          | 'too-large'
          /** The file is none of the kinds that are kept, or is not what it says it is. */
          | 'media-refused'
          /** The content was removed; only its hash is left. */
          | 'content-gone'
          /** The store has moved so that the import would change something else than was planned. */
          | 'plan-outdated'
          /** It was stopped on request; nothing was kept. */
          | 'cancelled';
      }
  );

export type RefusalCode = Refusal['code'];
