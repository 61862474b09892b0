// Keys: who may come in from another machine, in which role; made, shown once, listed, withdrawn.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Problem } from '../../../api/problem.ts';
import { ROLES, type Role } from '../../../api/roles.ts';
import { ProblemFound, problemOf } from '../../client/ask.ts';
import { readTypedDay, today } from '../../client/days.ts';
import { groupQuery, refreshGroup } from '../../client/queries.ts';
import { ofGroup, sendTo } from '../../client/records.ts';
import { request } from '../../client/request.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { Moment } from '../../parts/record/moment.tsx';
import { PersonName } from '../../parts/record/person-name.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useSettingsText } from '../../text/settings-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';

interface Key {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly name: string | null;
  readonly madeAt: string;
  readonly until: string | null;
  readonly revoked: boolean;
}

const DAY_MS = 86_400_000;
const TONES: Record<'valid' | 'withdrawn' | 'ended', BadgeTone> = {
  valid: 'good',
  withdrawn: 'plain',
  ended: 'care',
};

export function KeysPart() {
  const text = useSettingsText();
  const { may } = useYou();
  const [isMaking, setMaking] = useState(false);
  const isLocked = !may('owner');
  return (
    <Card
      title={text.keys.title}
      lead={text.keys.lead}
      tools={
        <Button isDisabled={isLocked} onPress={() => setMaking(true)}>
          <Icon name="plus" />
          {text.keys.make}
        </Button>
      }
    >
      {isLocked ? <p className="soft">{text.onlyOwner}</p> : <KeyList />}
      {isMaking ? <KeyDialog onClose={() => setMaking(false)} /> : null}
    </Card>
  );
}

function KeyList() {
  const { id: group } = useGroup();
  const { day } = useWords();
  const frame = useFrameText();
  const text = useSettingsText().keys;
  const [leaving, setLeaving] = useState<Key | null>(null);
  const { data, error, refetch } = useQuery(
    groupQuery<{ readonly keys: readonly Key[] }>(group, ['keys'], { limit: 200 }),
  );
  if (error !== null) return <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting label={frame.loading} rows={3} />;
  if (data.keys.length === 0) return <Empty>{text.none}</Empty>;
  return (
    <>
      <ul className="key-list" aria-label={text.title}>
        {data.keys.map((key) => {
          const state = stateOf(key);
          return (
            <li key={key.id} className="key-line">
              <div>
                <p>
                  <strong>
                    <PersonName id={key.person} />
                  </strong>{' '}
                  <span className="soft">{key.name}</span>
                </p>
                <p className="small soft">
                  {text.roles[key.role]?.[0] ?? key.role} · {text.madeAt} <Moment at={key.madeAt} />
                  {key.until === null ? null : ` · ${text.untilDay(day(lastDayOf(key.until), 'short'))}`}
                </p>
              </div>
              <Badge tone={TONES[state]}>{text.state[state]}</Badge>
              {state === 'valid' ? (
                <Button weight="quiet" onPress={() => setLeaving(key)}>
                  {text.withdraw}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {leaving === null ? null : <WithdrawDialog of={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function stateOf({ revoked, until }: Key): keyof typeof TONES {
  if (revoked) return 'withdrawn';
  return until !== null && Date.parse(until) <= Date.now() ? 'ended' : 'valid';
}

/** It ends with the instant; the day before is its last whole one. */
function lastDayOf(until: string): string {
  return new Date(Date.parse(until) - 1).toISOString().slice(0, 10);
}

function WithdrawDialog({ of, onClose }: { readonly of: Key; readonly onClose: () => void }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useSettingsText().keys;
  const { nameOf } = useRecordNames('persons');
  const withdraw = async (): Promise<void> => {
    try {
      await request(ofGroup(group, 'keys', of.id), { method: 'DELETE' });
      tell({ text: text.withdrawn, kind: 'done' });
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      tell({ text: error.problem.title, kind: 'fault' });
    }
    onClose();
    await refreshGroup(group);
  };
  return (
    <Dialog
      title={text.withdrawTitle}
      closeLabel={frame.close}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{frame.cancel}</Button>
          <Button weight="strong" onPress={() => void withdraw()}>
            {text.withdraw}
          </Button>
        </>
      }
    >
      <p>{text.withdrawLead(of.name ?? nameOf(of.person))}</p>
    </Dialog>
  );
}

function KeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useSettingsText().keys;
  const { ids, nameOf } = useRecordNames('persons');
  const [person, setPerson] = useState('');
  const [role, setRole] = useState<Role>('reader');
  const [name, setName] = useState('');
  const [until, setUntil] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const lastDay = readTypedDay(until);
  const isWrong = until !== '' && (lastDay === undefined || lastDay < today());
  const make = async (): Promise<void> => {
    setSending(true);
    setProblem(null);
    try {
      const { value } = await sendTo<{ readonly secret: string }>(group, ['keys'], {
        person,
        role,
        ...(name.trim() !== '' && { name: name.trim() }),
        ...(lastDay !== undefined && {
          until: new Date(Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS).toISOString(),
        }),
      });
      setSecret(value.secret);
      await refreshGroup(group);
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      setProblem(error.problem);
    } finally {
      setSending(false);
    }
  };
  if (secret !== null)
    return (
      <Dialog
        title={text.made}
        closeLabel={frame.close}
        isOpen
        onClose={onClose}
        isDismissable={false}
        actions={
          <Button weight="strong" onPress={onClose}>
            {text.done}
          </Button>
        }
      >
        <div className="settings-form">
          <p>{text.once}</p>
          <div className="key-secret">
            <code>{secret}</code>
            <Button
              onPress={() =>
                void navigator.clipboard.writeText(secret).then(() => tell({ text: text.copied }))
              }
            >
              {text.copy}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title={text.make}
      closeLabel={frame.close}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{frame.cancel}</Button>
          <Button
            weight="strong"
            isDisabled={person === '' || isWrong || isSending}
            onPress={() => void make()}
          >
            {text.make}
          </Button>
        </>
      }
    >
      {ids.length === 0 ? (
        <Empty action={<PlaceLink to="persons">{frame.places.persons}</PlaceLink>}>{text.noPerson}</Empty>
      ) : (
        <div className="settings-form">
          <Select
            label={text.person}
            help={text.personHelp}
            value={person}
            options={[
              { value: '', label: text.choosePerson },
              ...ids.map((id) => ({ value: id, label: nameOf(id) })),
            ]}
            onChange={setPerson}
          />
          <Choice<Role>
            label={text.role}
            manner="list"
            value={role}
            options={ROLES.map((one) => ({
              value: one,
              name: text.roles[one]?.[0] ?? one,
              note: text.roles[one]?.[1],
            }))}
            onChange={setRole}
          />
          <TextField label={text.name} placeholder={text.nameHint} value={name} onChange={setName} />
          <DayField
            label={text.until}
            help={text.untilHelp}
            value={until}
            fault={isWrong && until.length >= 8 ? text.untilWrong : undefined}
            onChange={setUntil}
          />
          {problem === null ? null : (
            <p className="field-fault" role="alert" lang="en">
              {problem.title} {problem.detail}
            </p>
          )}
        </div>
      )}
    </Dialog>
  );
}
