// The migrations of the store's own tables, in the order in which they are applied; one that was released is never changed.
import type { Migration } from './migrate.ts';

// Texts in keys are compared by their bytes ("C"), so that pages and chains are in the same order on every database.
export const STORE_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-ledger',
    statements: [
      `create table ledger_heads (
        group_id text collate "C" not null,
        position bigint not null,
        hash text not null,
        recorded_at timestamptz not null,
        primary key (group_id)
      )`,
      `create table ledger_entries (
        group_id text collate "C" not null,
        position bigint not null check (position > 0),
        id uuid not null,
        noun text collate "C" not null,
        record_id text collate "C" not null,
        version integer not null check (version > 0),
        kind text not null check (kind in ('statement', 'removal', 'undo')),
        payload jsonb not null,
        valid_from date,
        valid_until date,
        recorded_at timestamptz not null,
        actor text not null,
        why text not null,
        origin text not null,
        previous_hash text not null,
        hash text not null,
        primary key (group_id, position),
        unique (group_id, id),
        unique (group_id, noun, record_id, version),
        check (valid_from is null or valid_until is null or valid_from < valid_until)
      )`,
      'create index ledger_entries_recorded on ledger_entries (group_id, recorded_at, position)',
      `create table records (
        group_id text collate "C" not null,
        noun text collate "C" not null,
        record_id text collate "C" not null,
        version integer not null,
        position bigint not null,
        body jsonb not null,
        valid_from date,
        valid_until date,
        recorded_at timestamptz not null,
        deleted boolean not null,
        primary key (group_id, noun, record_id)
      )`,
      `create table record_spans (
        group_id text collate "C" not null,
        noun text collate "C" not null,
        record_id text collate "C" not null,
        known_from bigint not null,
        known_until bigint,
        valid_from date not null,
        valid_until date not null,
        position bigint not null,
        primary key (group_id, noun, record_id, known_from, valid_from)
      )`,
      `create table subject_keys (
        group_id text collate "C" not null,
        subject_key text collate "C" not null,
        sealed_key text,
        made_at timestamptz not null,
        destroyed_at timestamptz,
        primary key (group_id, subject_key)
      )`,
      `create table checkpoints (
        group_id text collate "C" not null,
        position bigint not null,
        hash text not null,
        made_at timestamptz not null,
        public_key text not null,
        signature text not null,
        primary key (group_id, position)
      )`,
    ],
  },
  {
    name: '0002-register',
    statements: [
      // What is looked for by a value in the body, whatever the noun; what lists are sorted by.
      'create index records_body on records using gin (body jsonb_path_ops)',
      'create index records_recorded on records (group_id, noun, recorded_at, record_id)',
      `create index records_name on records
        (group_id, noun, (coalesce(left(body #>> '{name}', 200), '')) collate "C", record_id)`,
      `create table record_links (
        group_id text collate "C" not null,
        noun text collate "C" not null,
        record_id text collate "C" not null,
        position bigint not null,
        names text[] not null,
        primary key (group_id, noun, record_id, position)
      )`,
      'create index record_links_names on record_links using gin (names)',
      `create table search_texts (
        group_id text collate "C" not null,
        noun text collate "C" not null,
        record_id text collate "C" not null,
        title text not null,
        words text not null,
        grams text[] not null,
        primary key (group_id, noun, record_id)
      )`,
      'create index search_texts_grams on search_texts using gin (grams)',
      `create table projections (
        group_id text collate "C" not null,
        name text collate "C" not null,
        version integer not null,
        primary key (group_id, name)
      )`,
      `create table blobs (
        group_id text collate "C" not null,
        hash text collate "C" not null,
        content uuid not null,
        size bigint not null,
        made_at timestamptz not null,
        primary key (group_id, hash)
      )`,
      `create table blob_parts (
        group_id text collate "C" not null,
        content uuid not null,
        part integer not null,
        bytes bytea not null,
        primary key (group_id, content, part)
      )`,
    ],
  },
  {
    name: '0003-orders',
    statements: [
      // Each order in which lists are shown. An index of one noun alone costs the others nothing.
      ...[
        ['organisations', 'country'],
        ['divisions', 'organisation'],
        ['persons', 'organisation'],
        ['systems', 'operator'],
        ['activities', 'retention'],
        ['flows', 'activity'],
        ['flows', 'from'],
        ['flows', 'to'],
        ['flows', 'since'],
        ['instruments', 'kind'],
        ['assessments', 'on'],
        ['assessments', 'instrument'],
        ['contractors', 'organisation'],
        ['contractors', 'engagedBy'],
      ].map(
        ([noun = '', key = '']) => `create index records_${noun}_${key.toLowerCase()} on records
          (group_id, (coalesce(left(body #>> '{${key}}', 200), '')) collate "C", record_id) where noun = '${noun}'`,
      ),
      // What the page of the ledger narrows by.
      'create index ledger_entries_noun on ledger_entries (group_id, noun, position)',
      'create index ledger_entries_actor on ledger_entries (group_id, actor, position)',
    ],
  },
];
