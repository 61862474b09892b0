// Settings: what holds for the group, who may come in, what this device keeps, and what this is.
import { useQuery } from '@tanstack/react-query';
import { libraryQuery } from '../../client/queries.ts';
import { useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { PersonName } from '../../parts/record/person-name.tsx';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useSettingsText } from '../../text/settings-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { DevicePart } from './device-part.tsx';
import { GroupPart } from './group-part.tsx';
import { KeysPart } from './keys-part.tsx';
import './settings-page.css';

const PERSONS_SHOWN = 8;

export function SettingsPage() {
  const frame = useFrameText();
  const text = useSettingsText();
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'home', shown: <PlaceLink to="home">{frame.places.home}</PlaceLink> },
              { id: 'settings', shown: frame.places.settings },
            ]}
          />
        }
        title={frame.places.settings}
        lead={text.lead}
      />
      <div className="settings">
        <div className="settings-column">
          <GroupPart />
          <KeysPart />
        </div>
        <div className="settings-column">
          <Persons />
          <DevicePart />
          <About />
        </div>
      </div>
    </>
  );
}

function Persons() {
  const text = useSettingsText().about;
  const { ids, isReady } = useRecordNames('persons');
  // Room for the names that come, so that nothing below is pushed away.
  const awaited = isReady ? [] : Array.from({ length: PERSONS_SHOWN }, (_, line) => line);
  return (
    <Card title={text.persons} lead={text.personsLead}>
      <ul>
        {awaited.map((line) => (
          <li key={line} aria-hidden="true">
            &nbsp;
          </li>
        ))}
        {ids.slice(0, PERSONS_SHOWN).map((id) => (
          <li key={id}>
            <RecordLink noun="persons" id={id} />
          </li>
        ))}
      </ul>
      <p className="no-print">
        <PlaceLink to="persons">{text.toPersons}</PlaceLink>
      </p>
    </Card>
  );
}

function About() {
  const { language } = useWords();
  const frame = useFrameText();
  const text = useSettingsText();
  const { person, role } = useYou();
  const { data } = useQuery(libraryQuery);
  if (data === undefined)
    return (
      <Card title={text.about.title}>
        <Waiting label={frame.loading} rows={4} />
      </Card>
    );
  const { version, laws, store } = data.health;
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [
      text.about.you,
      person === undefined ? (
        frame.notKnown
      ) : (
        <>
          <PersonName id={person} />
          {role === undefined ? null : `, ${text.keys.roles[role]?.[0] ?? role}`}
        </>
      ),
    ],
    [text.about.program, `Sekisho ${version}`],
    [text.about.laws, `${laws.version} · ${text.about.rules(laws.rules)}`],
    [text.about.store, store.database === 'postgres' ? 'PostgreSQL' : 'PGlite'],
    [
      text.about.fingerprint,
      <>
        <code className="settings-hash">{laws.fingerprint}</code>
        <span className="soft small settings-second">{text.about.fingerprintLead}</span>
      </>,
    ],
  ];
  return (
    <Card title={text.about.title}>
      <dl className="settings-facts" lang={language}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="no-print">
        <a href="/api/openapi.json">{text.about.api}</a>
      </p>
    </Card>
  );
}
