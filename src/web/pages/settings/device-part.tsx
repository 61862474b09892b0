// What this device keeps: drafts that were not saved, colours, the key of the reader; each can be cleared.
import { useState } from 'react';
import { dropKept, listDrafts } from '../../client/drafts.ts';
import { prefer, SCHEMES, type Scheme, usePreferences } from '../../client/preferences.ts';
import { keepKey, readKey } from '../../client/request.ts';
import { writeMoment } from '../../parts/record/moment.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useSettingsText } from '../../text/settings-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { tell } from '../../ui/toast.tsx';

export function DevicePart() {
  const { language } = useWords();
  const frame = useFrameText();
  const text = useSettingsText().device;
  const { scheme } = usePreferences();
  const [drafts, setDrafts] = useState(listDrafts);
  const [isAsking, setAsking] = useState(false);
  const [hasKey, setHasKey] = useState(() => readKey() !== null);
  const clear = (): void => {
    for (const { key } of drafts) dropKept(key);
    setDrafts(listDrafts());
    setAsking(false);
    tell({ text: text.cleared, kind: 'done' });
  };
  return (
    <Card title={text.title} lead={text.lead}>
      <Choice<Scheme>
        label={text.colours}
        value={scheme}
        options={SCHEMES.map((one) => ({ value: one, name: frame.schemes[one] }))}
        onChange={(next) => prefer({ scheme: next })}
      />
      <p>{drafts.length === 0 ? text.none : text.drafts(drafts.length)}</p>
      {drafts.length === 0 ? null : (
        <>
          <ul className="draft-list small">
            {drafts.map(({ key, at }) => (
              <li key={key}>
                <code>{key}</code>{' '}
                <span className="soft">
                  {text.at} {writeMoment(new Date(at).toISOString(), language)}
                </span>
              </li>
            ))}
          </ul>
          <div className="no-print">
            <Button onPress={() => setAsking(true)}>{text.clear}</Button>
          </div>
        </>
      )}
      {hasKey ? (
        <div className="no-print">
          <Button
            onPress={() => {
              keepKey(null);
              setHasKey(false);
              tell({ text: text.left, kind: 'done' });
            }}
          >
            {text.leave}
          </Button>
        </div>
      ) : null}
      {isAsking ? (
        <Dialog
          title={text.clearTitle}
          closeLabel={frame.close}
          isOpen
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onPress={() => setAsking(false)}>{frame.cancel}</Button>
              <Button weight="strong" onPress={clear}>
                {text.clear}
              </Button>
            </>
          }
        >
          <p>{text.clearLead}</p>
        </Dialog>
      ) : null}
    </Card>
  );
}
