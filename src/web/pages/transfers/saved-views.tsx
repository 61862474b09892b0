// Views by name: those that everybody needs, and those that a person saved; each can be sent as a link.
import { useState } from 'react';
import { useFrameText } from '../../text/frame-text.ts';
import { useTransfersText } from '../../text/transfers-text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';
import { forgetView, linkTo, saveView, useSavedViews, type ViewWords } from './saved-views-store.ts';
import './saved-views.css';
import type { ViewChange } from './use-view-state.ts';
import { NO_FILTERS, readView, USUAL_COLUMNS, type ViewState, writeView } from './view-state.ts';

interface Props {
  readonly group: string;
  readonly state: ViewState;
  readonly change: ViewChange;
}

/** What a view does not say is as usual, but for the day and the file: those stay. */
const PLAIN = {
  ...NO_FILTERS,
  groupBy: null,
  sort: 'verdict',
  isReversed: false,
  columns: USUAL_COLUMNS,
  without: [],
  leaving: [],
  signed: [],
  flow: null,
  drawer: null,
} as const satisfies Partial<ViewState>;

const USUAL_VIEWS = {
  unlawful: { ...PLAIN, verdicts: ['unlawful'], groupBy: 'pair' },
  undetermined: { ...PLAIN, verdicts: ['undetermined'], groupBy: 'missing', columns: ['missing', 'tool'] },
  ending: { ...PLAIN, isEnding: true, sort: 'ends' },
} as const satisfies Record<string, Partial<ViewState>>;

type UsualView = keyof typeof USUAL_VIEWS;

export function SavedViews({ group, state, change }: Props) {
  const text = useTransfersText();
  const saved = useSavedViews(group);
  const [isSaving, setSaving] = useState(false);
  const [isListing, setListing] = useState(false);
  const choose = (id: string): void => {
    if (id === 'save') setSaving(true);
    else if (id === 'share')
      void copyLink(linkTo(group, wordsOfView(state, true)), text.views.copied, text.views.notCopied);
    else if (id === 'list') setListing(true);
    else if (id === 'all') change(PLAIN);
    else if (id in USUAL_VIEWS) change(USUAL_VIEWS[id as UsualView]);
    else {
      const view = saved.find((one) => `saved ${one.name}` === id);
      if (view !== undefined) change(openView(view.words));
    }
  };
  return (
    <>
      <Menu
        label={text.views.label}
        entries={[
          { id: 'all', name: text.views.all },
          { id: 'unlawful', name: text.views.unlawful },
          { id: 'undetermined', name: text.views.undetermined },
          { id: 'ending', name: text.views.ending },
          ...saved.map((one) => ({ id: `saved ${one.name}`, name: one.name, icon: 'star' as const })),
          { id: 'share', name: text.views.share, icon: 'link' },
          { id: 'save', name: text.views.save, icon: 'plus' },
          ...(saved.length === 0 ? [] : [{ id: 'list', name: text.views.list, icon: 'edit' as const }]),
        ]}
        onChoose={choose}
      >
        <Icon name="star" />
        <span className="tool-name">{text.views.label}</span>
      </Menu>
      {isSaving ? <SaveDialog group={group} state={state} onClose={() => setSaving(false)} /> : null}
      {isListing ? <ListDialog group={group} onClose={() => setListing(false)} /> : null}
    </>
  );
}

/** The day comes along only where the view names one. */
function openView(words: ViewWords): Partial<ViewState> {
  const { asOf, file: _file, isMapFolded: _map, knownAt: _knownAt, ...rest } = readView(words);
  return words['asOf'] === undefined ? rest : { ...rest, asOf };
}

/** What a link or a saved view says of the state. */
function wordsOfView(state: ViewState, hasDay: boolean): ViewWords {
  const { asOf: _day, ...words } = writeView({ ...state, flow: null, file: null, isMapFolded: false });
  const said = hasDay ? { ...words, asOf: state.asOf } : words;
  return Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

interface DialogProps {
  readonly group: string;
  readonly onClose: () => void;
}

function SaveDialog({ group, state, onClose }: DialogProps & { readonly state: ViewState }) {
  const text = useTransfersText();
  const frame = useFrameText();
  const [name, setName] = useState('');
  const [hasDay, setHasDay] = useState(false);
  const save = (): void => {
    if (name.trim() === '') return;
    saveView(group, { name: name.trim(), words: wordsOfView(state, hasDay) });
    tell({ text: text.views.saved(name.trim()), kind: 'done' });
    onClose();
  };
  return (
    <Dialog
      title={text.views.save}
      closeLabel={frame.close}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{frame.cancel}</Button>
          <Button weight="strong" isDisabled={name.trim() === ''} onPress={save}>
            {frame.save}
          </Button>
        </>
      }
    >
      <form
        className="view-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className="soft">{text.views.lead}</p>
        <TextField label={text.views.name} value={name} onChange={setName} autoFocus />
        <Checkbox isChosen={hasDay} onChange={setHasDay}>
          {text.views.withDay}
        </Checkbox>
      </form>
    </Dialog>
  );
}

function ListDialog({ group, onClose }: DialogProps) {
  const text = useTransfersText();
  const frame = useFrameText();
  const saved = useSavedViews(group);
  return (
    <Dialog title={text.views.list} closeLabel={frame.close} isOpen onClose={onClose}>
      {saved.length === 0 ? <p className="soft">{text.views.none}</p> : null}
      <ul className="view-list">
        {saved.map((one) => (
          <li key={one.name}>
            <span>{one.name}</span>
            <IconButton
              icon="link"
              label={text.views.copy(one.name)}
              onPress={() => void copyLink(linkTo(group, one.words), text.views.copied, text.views.notCopied)}
            />
            <IconButton
              icon="remove"
              label={text.views.forget(one.name)}
              onPress={() => {
                forgetView(group, one.name);
                tell({
                  text: text.views.forgotten(one.name),
                  action: { name: frame.undo, act: () => saveView(group, one) },
                });
              }}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Where the browser does not let us write to the clipboard, the link is shown to be copied by hand. */
export async function copyLink(link: string, done: string, refused: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    tell({ text: done, kind: 'done' });
  } catch {
    tell({ text: refused, detail: link, kind: 'news' });
  }
}
