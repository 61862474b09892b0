// The command palette: go anywhere, find anything, do anything, from the keyboard.
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';
import { type GroupView, groupQuery, libraryQuery } from '../client/queries.ts';
import { useFrameText } from '../text/frame-text.ts';
import { useWords } from '../text/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { SECTIONS } from './navigation-places.ts';
import './palette.css';
import { type Go, useGo } from './use-go.ts';

interface Entry {
  readonly id: string;
  readonly section: string;
  readonly name: string;
  readonly note: string;
  readonly icon: IconName;
  readonly act: (go: Go) => void;
}

interface Hit {
  readonly noun: RecordNoun;
  readonly id: string;
  /** Flows and contractors need none. */
  readonly name: string | null;
}

const MOST_OF_A_KIND = 8;

interface Props {
  readonly group: GroupView | null;
  readonly onClose: () => void;
}

export default function Palette({ group, onClose }: Props) {
  const text = useFrameText();
  const go = useGo();
  const [written, setWritten] = useState('');
  const [chosen, setChosen] = useState<{ readonly words: string; readonly id: string } | null>(null);
  const { entries, isComing } = useEntries(written, group);
  const active = Math.max(
    0,
    entries.findIndex((one) => chosen?.words === written && one.id === chosen.id),
  );
  // What Enter would open stays what Enter opens: entries that come later are put around it, never in its place.
  const held = entries[active]?.id;
  useEffect(() => {
    if (held !== undefined) setChosen({ words: written, id: held });
  }, [held, written]);
  const setAt = (index: number): void => {
    const id = entries[index]?.id;
    if (id !== undefined) setChosen({ words: written, id });
  };
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.act(go);
  };
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setAt((active + step + entries.length) % entries.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(entries[active]);
    }
  };
  return (
    <ModalOverlay
      className="dialog-veil palette-veil"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable
    >
      <Modal className="palette">
        <AriaDialog className="palette-inner" aria-label={text.palette.title}>
          <div className="palette-field">
            <Icon name="search" />
            <input
              // biome-ignore lint/a11y/noAutofocus: whoever opens the palette wants to write.
              autoFocus
              type="search"
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={entries.length > 0 ? `palette-${active}` : undefined}
              aria-label={text.palette.title}
              placeholder={text.palette.placeholder}
              value={written}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setWritten(event.target.value)}
              onKeyDown={press}
            />
          </div>
          <div
            className="palette-list"
            id="palette-list"
            role="listbox"
            aria-label={text.palette.title}
            ref={list}
          >
            {entries.map((entry, index) => (
              <div key={entry.id} role="presentation">
                {entry.section === entries[index - 1]?.section ? null : (
                  <p className="palette-section" role="presentation">
                    {entry.section}
                  </p>
                )}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus. */}
                <div
                  id={`palette-${index}`}
                  data-at={index}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  className={`palette-entry${index === active ? ' is-active' : ''}`}
                  onMouseMove={() => index !== active && setAt(index)}
                  onClick={() => choose(entry)}
                >
                  <Icon name={entry.icon} />
                  <span className="palette-name">{entry.name}</span>
                  <span className="soft small">{entry.note}</span>
                </div>
              </div>
            ))}
          </div>
          <p className="palette-hint soft small" role="status">
            {isComing
              ? text.palette.searching
              : entries.length === 0
                ? text.palette.nothing
                : text.palette.hint}
          </p>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function useEntries(
  written: string,
  group: GroupView | null,
): { entries: readonly Entry[]; isComing: boolean } {
  const text = useFrameText();
  const { language, law: lawName } = useWords();
  const { data: library } = useQuery(libraryQuery);
  const wanted = written.trim();
  const {
    data: found,
    isFetching,
    isPlaceholderData,
  } = useQuery({
    ...groupQuery<{ items: readonly Hit[] }>(group?.id ?? '', ['search'], { q: wanted, limit: 20 }),
    enabled: group !== null && wanted.length >= 2,
  });
  const fixed = useMemo((): Entry[] => {
    const places = SECTIONS.flatMap((section) => section.places).map(
      (place): Entry => ({
        id: `place ${place.to}`,
        section: text.palette.places,
        name: text.places[place.to],
        note: '',
        icon: place.icon,
        act: (go) => go(place.to),
      }),
    );
    const doings = RECORD_NOUNS.map(
      (noun): Entry => ({
        id: `new ${noun}`,
        section: text.palette.doings,
        name: text.palette.newOne(text.one[noun]),
        note: '',
        icon: 'plus',
        act: (go) => go('newRecord', { noun }),
      }),
    );
    const laws = (library?.laws.laws ?? []).map(
      (one): Entry => ({
        id: `law ${one.id}`,
        section: text.palette.law,
        name: one.title[language],
        note: one.laws.map(lawName).join(', '),
        icon: 'law',
        act: (go) => go('provision', { id: one.id }),
      }),
    );
    return [...places, ...doings, ...laws];
  }, [text, library, language, lawName]);
  const entries = useMemo(() => {
    const words = fold(wanted)
      .split(/\s+/)
      .filter((word) => word !== '');
    const fits = (entry: Entry): boolean => {
      const said = fold(`${entry.name} ${entry.note} ${entry.id}`);
      return words.every((word) => said.includes(word));
    };
    const chosen = wanted === '' ? fixed.filter((one) => !isLaw(one)) : fixed.filter(fits);
    const counts = new Map<string, number>();
    const short = chosen.filter((one) => {
      const count = (counts.get(one.section) ?? 0) + 1;
      counts.set(one.section, count);
      return count <= (wanted === '' ? 30 : MOST_OF_A_KIND);
    });
    const hits = (wanted.length < 2 ? [] : (found?.items ?? [])).map(
      (hit): Entry => ({
        id: `${hit.noun} ${hit.id}`,
        section: text.palette.records,
        name: hit.name ?? hit.id,
        note: hit.name === null ? text.one[hit.noun] : `${text.one[hit.noun]} · ${hit.id}`,
        icon: hit.noun,
        act: (go) => go('record', { noun: hit.noun, id: hit.id }),
      }),
    );
    // While the answer is under way, those of the last one that still fit.
    const records = isPlaceholderData ? hits.filter(fits) : hits;
    return [...short.filter((one) => !isLaw(one)), ...records, ...short.filter(isLaw)];
  }, [fixed, found, isPlaceholderData, wanted, text]);
  return { entries, isComing: isFetching && wanted.length >= 2 };
}

function isLaw(entry: Entry): boolean {
  return entry.id.startsWith('law ');
}

/** As search compares: without case, width and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
