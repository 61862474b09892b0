// The guided path on the home page, until it is done or put away.
import { changeFirstSteps, nextStep, STEPS, useFirstSteps } from '../../client/first-steps.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useHomeText } from '../../text/home-text.ts';
import { Button } from '../../ui/button.tsx';
import { Meter } from '../../ui/meter.tsx';

export function HomeSteps() {
  const text = useHomeText();
  const steps = useFirstSteps();
  const next = nextStep(steps);
  if (steps.isPutAway || next === null) return null;
  const hasBegun = steps.way !== null;
  return (
    <section className="home-steps no-print" aria-labelledby="home-steps-title">
      <div>
        <h2 id="home-steps-title">{text.steps.title}</h2>
        <p className="soft">{hasBegun ? text.steps.next(text.steps.names[next]) : text.steps.begin}</p>
      </div>
      {hasBegun ? (
        <Meter
          label={text.steps.title}
          isLabelHidden
          value={steps.done.length / STEPS.length}
          shown={text.steps.done(steps.done.length, STEPS.length)}
        />
      ) : null}
      <div className="home-row">
        <PlaceLink to="welcome" className="button button-strong">
          {hasBegun ? text.steps.goOn : text.steps.start}
        </PlaceLink>
        <Button weight="quiet" onPress={() => changeFirstSteps({ isPutAway: true })}>
          {text.steps.putAway}
        </Button>
      </div>
    </section>
  );
}
