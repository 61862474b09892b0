// What people wrote about a record, shown as plain text; addresses of the web become links, nothing else does.
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { useDraft } from '../../client/drafts.ts';
import { groupQuery, refreshGroup } from '../../client/queries.ts';
import { newEntry, ofGroup, sendTo } from '../../client/records.ts';
import { request } from '../../client/request.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { Moment } from '../../parts/record/moment.tsx';
import { PersonName } from '../../parts/record/person-name.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';
import { splitLinks } from './split-links.ts';

interface Comment {
  readonly id: string;
  readonly text: string;
  readonly by: string;
  readonly recordedAt: string;
}

export function CommentsTab({ noun, id }: { readonly noun: RecordNoun; readonly id: string }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { person, may } = useYou();
  const { data } = useQuery(
    groupQuery<{ readonly items: readonly Comment[] }>(group, ['comments'], { noun, id, limit: 500 }),
  );
  const key = `comments/${noun}/${id}`;
  const draft = useDraft<string>(key, '');
  const [isSending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    setSending(true);
    try {
      await sendTo(group, ['comments'], { of: { noun, id }, text: draft.value.trim() });
      draft.forget();
      await refreshGroup(group);
    } catch (error) {
      tellProblem(error, frame.unreachable);
    } finally {
      setSending(false);
    }
  };
  const remove = async (comment: Comment): Promise<void> => {
    try {
      await request(ofGroup(group, 'comments', comment.id), { method: 'DELETE', entry: newEntry() });
      await refreshGroup(group);
      tell({ text: text.comments.removed, kind: 'done' });
    } catch (error) {
      tellProblem(error, frame.unreachable);
    }
  };
  if (data === undefined) return <Waiting label={frame.loading} rows={4} />;
  return (
    <div className="beside-tab">
      {data.items.length === 0 ? <Empty>{text.comments.none}</Empty> : null}
      <ol className="comments">
        {data.items.map((comment) => (
          <li key={comment.id} className="comment">
            <header>
              <strong>
                <PersonName id={comment.by} />
              </strong>
              <Moment at={comment.recordedAt} />
              {comment.by === person ? (
                <IconButton icon="remove" label={text.comments.remove} onPress={() => void remove(comment)} />
              ) : null}
            </header>
            <p className="comment-text">
              {splitLinks(comment.text).map((part, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other name.
                <Fragment key={at}>
                  {part.isLink ? (
                    <a href={part.text} target="_blank" rel="nofollow noreferrer noopener">
                      {part.text}
                    </a>
                  ) : (
                    part.text
                  )}
                </Fragment>
              ))}
            </p>
          </li>
        ))}
      </ol>
      <div className="comment-new no-print">
        <TextField
          label={text.comments.write}
          help={may('editor') ? text.comments.help : text.refusals.reader}
          value={draft.value}
          onChange={draft.set}
          lines={3}
          isDisabled={!may('editor')}
        />
        <Button
          weight="strong"
          isDisabled={isSending || draft.value.trim() === '' || !may('editor')}
          onPress={() => void send()}
        >
          {text.comments.send}
        </Button>
      </div>
    </div>
  );
}

export function tellProblem(error: unknown, unreachable: string): void {
  if (!(error instanceof ProblemFound)) throw error;
  const { title, detail, type } = error.problem;
  tell({
    text: type === 'unreachable' ? unreachable : title,
    kind: 'fault',
    ...(detail !== undefined && { detail }),
  });
}
