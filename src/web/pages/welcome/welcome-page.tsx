// First steps: a guided path from nothing to a first verdict, which can be left and taken up again.
import { useEffect, useRef } from 'react';
import {
  changeFirstSteps,
  finishStep,
  nextStep,
  restartFirstSteps,
  STEPS,
  type Step,
  useFirstSteps,
  type Way,
} from '../../client/first-steps.ts';
import { prefer } from '../../client/preferences.ts';
import { useOpenGroup } from '../../client/use-group.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useGo } from '../../parts/use-go.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useWelcomeText } from '../../text/welcome-text.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { FirstQuestions } from './first-questions.tsx';
import { FirstVerdict } from './first-verdict.tsx';
import './welcome-page.css';

const WAY_ICONS: Record<Way, IconName> = { empty: 'edit', file: 'imports', example: 'organisations' };
const EXAMPLE = 'example';

export function WelcomePage() {
  const text = useWelcomeText();
  const frame = useFrameText();
  const steps = useFirstSteps();
  const [search, change] = usePlaceSearch();
  useEffect(() => prefer({ hasSeenWelcome: true }), []);
  const next = nextStep(steps);
  const asked = STEPS.find((one) => one === search['step']);
  const shown = asked !== undefined && isOpen(asked, steps.done) ? asked : next;
  return (
    <>
      <PlaceHead title={frame.places.welcome} lead={text.lead} />
      <div className="welcome">
        <nav aria-label={text.path} className="welcome-path no-print">
          <ol>
            {STEPS.map((step, index) => {
              const isDone = steps.done.includes(step);
              return (
                <li key={step} className={isDone ? 'is-done' : ''}>
                  <button
                    type="button"
                    aria-current={step === shown ? 'step' : undefined}
                    disabled={!isOpen(step, steps.done)}
                    onClick={() => change({ step })}
                  >
                    <span className="welcome-number">
                      {isDone ? <Icon name="check" /> : index + 1}
                      {isDone ? <span className="heard-only">{text.done}: </span> : null}
                    </span>
                    {text.steps[step]}
                  </button>
                </li>
              );
            })}
          </ol>
          {steps.done.length === 0 ? null : (
            <Button
              weight="quiet"
              onPress={() => {
                restartFirstSteps();
                change({ step: undefined });
              }}
            >
              {text.again}
            </Button>
          )}
        </nav>
        <Shown step={shown} />
      </div>
    </>
  );
}

/** A step can be gone to once those before it are done. */
function isOpen(step: Step, done: readonly Step[]): boolean {
  return STEPS.slice(0, STEPS.indexOf(step)).every((one) => done.includes(one));
}

function Shown({ step }: { readonly step: Step | null }) {
  const text = useWelcomeText();
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) heading.current?.focus();
    before.current = step;
  }, [step]);
  const title = step === null ? text.end.title : text[step].title;
  return (
    <section className="welcome-step" aria-labelledby="welcome-step-title">
      <h2 id="welcome-step-title" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <Content step={step} />
    </section>
  );
}

function Content({ step }: { readonly step: Step | null }) {
  const text = useWelcomeText();
  const [, change] = usePlaceSearch();
  switch (step) {
    case 'way':
      return <Ways />;
    case 'group':
    case 'recipient':
      return <FirstQuestions step={step} />;
    case 'verdict':
      return <FirstVerdict />;
    case 'missing':
    case 'colleagues': {
      const { lead, open } = text[step];
      return (
        <>
          <p>{lead}</p>
          <div className="welcome-row">
            <span>
              <PlaceLink
                to={step === 'missing' ? 'register' : 'settings'}
                className="button button-strong"
                onClick={() => finishStep(step)}
              >
                {open}
              </PlaceLink>
            </span>
            <Button
              onPress={() => {
                finishStep(step);
                change({ step: undefined }, 'move');
              }}
            >
              {text.goOn}
            </Button>
          </div>
        </>
      );
    }
    case null:
      return (
        <>
          <p>{text.end.lead}</p>
          <p>
            <PlaceLink to="home" className="button button-strong">
              {text.home}
            </PlaceLink>
          </p>
        </>
      );
  }
}

function Ways() {
  const text = useWelcomeText();
  const go = useGo();
  const { groups } = useOpenGroup();
  const [, change] = usePlaceSearch();
  const hasExample = groups.some((one) => one.id === EXAMPLE);
  const choose = (way: Way): void => {
    if (way === 'empty') {
      changeFirstSteps({ way, isPutAway: false });
      finishStep('way');
      change({ step: undefined });
    } else if (way === 'file') {
      changeFirstSteps({ way, isPutAway: false, flow: null, group: null });
      go('imports');
    } else {
      changeFirstSteps({ way, isPutAway: false, flow: null, group: EXAMPLE });
      finishStep('way', 'group', 'recipient');
      change({ step: undefined, group: groups[0]?.id === EXAMPLE ? undefined : EXAMPLE });
    }
  };
  return (
    <ul className="welcome-ways">
      {(['empty', 'file', 'example'] as const).map((way) => {
        const isGone = way === 'example' && !hasExample;
        const isWithout = way === 'file' && groups.length === 0;
        return (
          <li key={way}>
            <button
              type="button"
              className="welcome-way"
              disabled={isGone || isWithout}
              onClick={() => choose(way)}
            >
              <Icon name={WAY_ICONS[way]} />
              <strong>{text.way[way]}</strong>
              <span className="soft">{isGone ? text.way.exampleGone : text.way[`${way}Note`]}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
