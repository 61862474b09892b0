// What is settled for the group: its name, its languages, and which changes another person must approve.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Problem } from '../../../api/problem.ts';
import { findLoosened } from '../../../core/flows/approvals.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { LANGUAGES, type Language } from '../../../core/law/law.ts';
import { ProblemFound, problemOf } from '../../client/ask.ts';
import { useDraft } from '../../client/drafts.ts';
import { groupQuery, queryClient, refreshGroup } from '../../client/queries.ts';
import { newEntry, ofGroup, type Page, sendTo } from '../../client/records.ts';
import { request } from '../../client/request.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { isSame } from '../../parts/record/record-differences.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useSettingsText } from '../../text/settings-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox, Choice } from '../../ui/choice.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';

interface Settled {
  readonly id: string;
  readonly name?: string;
  readonly approvals?: { readonly wanted?: boolean; readonly nouns?: readonly RecordNoun[] };
  readonly languages?: readonly Language[];
}

interface Envelope {
  readonly version: number;
  readonly record: Settled;
}

/** As the server says it of what was written on an older state. */
const OVERTAKEN: Problem = { type: '/api/problems#version-differs', status: 412, title: '' };

const HOW = ['never', 'all', 'some'] as const;
type How = (typeof HOW)[number];

export function GroupPart() {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useSettingsText();
  const { data, error, refetch } = useQuery(groupQuery<Envelope>(group, []));
  if (error !== null) return <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Card title={text.group.title}>
        <Waiting label={frame.loading} rows={6} />
      </Card>
    );
  return <GroupForm key={data.version} stored={data} />;
}

function GroupForm({ stored }: { readonly stored: Envelope }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const whole = useSettingsText();
  const text = whole.group;
  const { may } = useYou();
  // The version that was seen is part of the draft: what others changed meanwhile is not written over.
  const { value, set, keptAt, forget, finish } = useDraft(`settings/${group}`, stored);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSaving, setSaving] = useState(false);
  const { record } = value;
  const isLocked = !may('owner');
  const isChanged = !isSame(record, stored.record);
  // What is typed while it is saved would be lost.
  const isFixed = isLocked || isSaving;
  // A draft that says what is stored is none: what was just saved comes back before its answer does, and goes on from there.
  const seen = isChanged ? value : stored;
  const change = (next: Partial<Settled>): void => set({ ...seen, record: { ...record, ...next } });
  const how: How =
    record.approvals?.wanted !== true ? 'never' : record.approvals.nouns === undefined ? 'all' : 'some';
  const decide = (next: How): void =>
    change({
      approvals:
        next === 'never'
          ? { wanted: false }
          : next === 'all'
            ? { wanted: true }
            : { wanted: true, nouns: record.approvals?.nouns ?? [...RECORD_NOUNS] },
    });
  const toggle = <T extends string>(list: readonly T[], one: T, isIn: boolean): T[] =>
    isIn ? [...list.filter((other) => other !== one), one] : list.filter((other) => other !== one);
  // As it would be for whoever looks now; what was written on an older state is refused as such, by page or server.
  const isLoosening = findLoosened(stored.record, record).length > 0;
  const said = why.trim() === '' ? {} : { why: why.trim() };
  const propose = async (): Promise<void> => {
    if (seen.version !== stored.version) throw new ProblemFound(OVERTAKEN);
    await sendTo(group, ['changes'], {
      of: { noun: 'groups', id: group },
      act: 'statement',
      record,
      base: seen.version,
      state: 'proposed',
      ...said,
    });
    forget();
    setWhy('');
    tell({ text: text.proposed, kind: 'done' });
    await refreshGroup(group);
  };
  const settle = async (): Promise<void> => {
    await request(ofGroup(group), {
      method: 'PUT',
      body: { record, ...said },
      seen: seen.version === 0 ? null : seen.version,
      entry: newEntry(),
    });
    finish();
    await Promise.all([refreshGroup(group), queryClient.invalidateQueries({ queryKey: ['groups'] })]);
    tell({ text: text.saved, kind: 'done' });
  };
  const save = async (): Promise<void> => {
    setSaving(true);
    setProblem(null);
    try {
      await (isLoosening ? propose() : settle());
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      setProblem(error.problem);
    } finally {
      setSaving(false);
    }
  };
  return (
    <Card title={text.title} {...(isLocked && { lead: whole.onlyOwner })}>
      <TextField
        label={text.name}
        value={record.name ?? ''}
        isDisabled={isFixed}
        onChange={(name) => change({ name })}
      />
      <fieldset className="settings-set" disabled={isFixed}>
        <legend className="field-label">{text.languages}</legend>
        <div className="settings-boxes">
          {LANGUAGES.map((one) => (
            <Checkbox
              key={one}
              isDisabled={isFixed}
              isChosen={record.languages?.includes(one) === true}
              onChange={(isIn) => change({ languages: toggle(record.languages ?? [], one, isIn) })}
            >
              {text.language[one]}
            </Checkbox>
          ))}
        </div>
        <p className="field-help">{text.languagesLead}</p>
      </fieldset>
      <Choice<How>
        label={text.wanted}
        value={how}
        options={HOW.map((one) => ({ value: one, name: text[one].replace(/[:：]$/, '') }))}
        onChange={decide}
        isDisabled={isFixed}
        help={text.approvalsLead}
      />
      {how === 'some' ? (
        <fieldset className="settings-set">
          <legend className="field-label">{text.some}</legend>
          <div className="settings-boxes">
            {RECORD_NOUNS.map((noun) => (
              <Checkbox
                key={noun}
                isDisabled={isFixed}
                isChosen={record.approvals?.nouns?.includes(noun) === true}
                onChange={(isIn) =>
                  change({
                    approvals: {
                      wanted: true,
                      nouns: toggle<RecordNoun>(record.approvals?.nouns ?? [], noun, isIn),
                    },
                  })
                }
              >
                {frame.places[noun]}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      ) : null}
      {isChanged ? (
        <>
          <TextField label={text.why} help={text.whyHelp} value={why} onChange={setWhy} />
          {keptAt === null ? null : <p className="soft small">{text.unsaved}</p>}
          {isLoosening ? <p className="soft small">{text.proposeLead}</p> : null}
        </>
      ) : null}
      <WaitingChange />
      {problem === null ? null : (
        <p className="field-fault" role="alert">
          {problem.status === 412 ? text.differs : <span lang="en">{problem.title}</span>}{' '}
          {problem.status === 412 ? (
            <Button
              weight="quiet"
              onPress={() => {
                forget();
                void refreshGroup(group);
              }}
            >
              {text.look}
            </Button>
          ) : null}
        </p>
      )}
      <div className="settings-acts no-print">
        {isChanged ? (
          <Button onPress={forget} isDisabled={isSaving}>
            {text.forget}
          </Button>
        ) : null}
        <Button weight="strong" isDisabled={isLocked || !isChanged || isSaving} onPress={() => void save()}>
          {isLoosening ? text.propose : frame.save}
        </Button>
      </div>
    </Card>
  );
}

/** A change of the settings that another person has to decide on, for whoever looks. */
function WaitingChange() {
  const { id: group } = useGroup();
  const { group: text } = useSettingsText();
  const query = { noun: 'groups', state: 'proposed', limit: 1 };
  const { data } = useQuery(groupQuery<Page<{ readonly id: string }>>(group, ['changes'], query));
  const change = data?.items[0]?.id;
  if (change === undefined) return null;
  return (
    <p className="small">
      {text.waits}{' '}
      <PlaceLink to="changes" search={{ change }}>
        {text.showWaiting}
      </PlaceLink>
    </p>
  );
}
