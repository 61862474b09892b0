// The three questions of an empty start; what is written is kept on this device until the last is answered.

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Problem } from '../../../api/problem.ts';
import { COUNTRIES } from '../../../core/flows/words.ts';
import {
  changeFirstSteps,
  type FirstAnswers,
  finishStep,
  type Step,
  useFirstSteps,
} from '../../client/first-steps.ts';
import { groupsQuery, libraryQuery, queryClient } from '../../client/queries.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useWords } from '../../text/use-text.ts';
import { useWelcomeText } from '../../text/welcome-text.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { WordField, type WordOption } from '../../ui/word-field.tsx';
import { beginGroup } from './begin-group.ts';

const MODES = ['storage', 'remote-access', 'disclosure', 'transit'] as const;

export function FirstQuestions({ step }: { readonly step: Step }) {
  return step === 'group' ? <OwnCompany /> : <Recipient />;
}

function useAnswers(): readonly [FirstAnswers, (change: Partial<FirstAnswers>) => void] {
  const { answers } = useFirstSteps();
  return [answers, (change) => changeFirstSteps({ answers: { ...answers, ...change } })];
}

function OwnCompany() {
  const text = useWelcomeText();
  const [answers, answer] = useAnswers();
  const [isTried, setTried] = useState(false);
  const needed = (value: string): string | undefined =>
    isTried && value.trim() === '' ? text.needed : undefined;
  return (
    <form
      className="welcome-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if ([answers.group, answers.company, answers.country].every((one) => one.trim() !== ''))
          finishStep('group');
      }}
    >
      <TextField
        label={text.group.group}
        value={answers.group}
        onChange={(group) => answer({ group })}
        help={text.group.groupHelp}
        fault={needed(answers.group)}
        isRequired
      />
      <TextField
        label={text.group.company}
        value={answers.company}
        onChange={(company) => answer({ company })}
        fault={needed(answers.company)}
        isRequired
      />
      <CountrySelect
        label={text.group.country}
        value={answers.country}
        onChange={(country) => answer({ country })}
      />
      <p>
        <Button type="submit" weight="strong" isDisabled={answers.country === '' && isTried}>
          {text.goOn}
        </Button>
      </p>
    </form>
  );
}

function CountrySelect({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (country: string) => void;
}) {
  const text = useWelcomeText();
  const { country, sort } = useWords();
  const options = useMemo(
    () =>
      [...COUNTRIES]
        .map((code) => ({ value: code, label: country(code) }))
        .sort((a, b) => sort(a.label, b.label)),
    [country, sort],
  );
  return (
    <Select
      label={label}
      value={value}
      options={[{ value: '', label: text.choose }, ...options]}
      onChange={onChange}
    />
  );
}

function Recipient() {
  const text = useWelcomeText();
  const frame = useFrameText();
  const words = useWords();
  const [answers, answer] = useAnswers();
  const [role, setRole] = useState<'processor' | 'controller' | 'unknown'>('unknown');
  const [mode, setMode] = useState('');
  const [isComing, setComing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { data: groups = [] } = useQuery(groupsQuery);
  const [, change] = usePlaceSearch();
  const isReady =
    answers.recipient.trim() !== '' && answers.recipientCountry !== '' && answers.purposes.length > 0;
  const send = async (): Promise<void> => {
    setComing(true);
    setProblem(null);
    try {
      const [purpose = ''] = answers.purposes;
      const begun = await beginGroup(
        {
          ...answers,
          role: role === 'unknown' ? '' : role,
          mode,
          activity: words.term('purposes', purpose),
        },
        groups.map((one) => one.id),
        text.names.why,
      );
      await queryClient.invalidateQueries({ queryKey: groupsQuery.queryKey });
      changeFirstSteps({ group: begun.group, flow: begun.flow });
      finishStep('recipient');
      change({ group: begun.group, step: undefined });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setComing(false);
    }
  };
  return (
    <form
      className="welcome-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isComing) void send();
      }}
    >
      <TextField
        label={text.recipient.name}
        value={answers.recipient}
        onChange={(recipient) => answer({ recipient })}
        isRequired
      />
      <CountrySelect
        label={text.recipient.country}
        value={answers.recipientCountry}
        onChange={(recipientCountry) => answer({ recipientCountry })}
      />
      <Choice
        label={text.recipient.whose}
        value={answers.isOwn ? 'yes' : 'no'}
        options={[
          { value: 'yes', name: frame.yes },
          { value: 'no', name: frame.no },
        ]}
        onChange={(value) => answer({ isOwn: value === 'yes' })}
      />
      <Choice
        label={text.recipient.role}
        value={role}
        options={[
          { value: 'processor', name: text.recipient.roles.processor },
          { value: 'controller', name: text.recipient.roles.controller },
          { value: 'unknown', name: text.recipient.notKnown },
        ]}
        onChange={setRole}
      />
      <p className="welcome-ask">{text.data.title}</p>
      <Terms
        list="purposes"
        label={text.data.purpose}
        value={answers.purposes}
        onChange={(purposes) => answer({ purposes })}
      />
      <Terms list="data" label={text.data.what} value={answers.data} onChange={(data) => answer({ data })} />
      <Terms
        list="subjects"
        label={text.data.whose}
        value={answers.subjects}
        onChange={(subjects) => answer({ subjects })}
      />
      <Select
        label={text.data.mode}
        value={mode}
        options={[
          { value: '', label: text.recipient.notKnown },
          ...MODES.map((value) => ({ value, label: words.term('modes', value) })),
        ]}
        onChange={setMode}
      />
      {problem === null ? null : (
        <ProblemFace
          problem={
            problem.status === 404 || problem.status === 403 ? { ...problem, detail: text.refusal } : problem
          }
          onRetry={() => void send()}
        />
      )}
      {isComing ? (
        <Meter label={text.asking} value={null} shown="" kind="work" />
      ) : (
        <p>
          <Button type="submit" weight="strong" isDisabled={!isReady}>
            {text.ask}
          </Button>
        </p>
      )}
    </form>
  );
}

function Terms({
  list,
  label,
  value,
  onChange,
}: {
  readonly list: string;
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  const text = useWelcomeText();
  const frame = useFrameText();
  const { term, language, sort } = useWords();
  const { data: library } = useQuery(libraryQuery);
  const find = useMemo(() => {
    const options = Object.entries(library?.terms[list] ?? {})
      .map(([id, wording]): WordOption => ({ id, name: wording[language] ?? id }))
      .sort((a, b) => sort(a.name, b.name));
    return (wanted: string) => {
      const fold = (one: string): string => one.normalize('NFKC').toLowerCase();
      return options.filter((one) => fold(`${one.name} ${one.id}`).includes(fold(wanted)));
    };
  }, [library, list, language, sort]);
  return (
    <WordField
      label={label}
      help={text.data.help}
      value={value}
      onChange={onChange}
      find={find}
      nameOf={(id) => term(list, id)}
      isFree
      removeLabel={frame.words.remove}
      keepLabel={frame.words.keep}
    />
  );
}
