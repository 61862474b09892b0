// Whether a register instrument covers a flow: parties and their accessions, direction, activities, data, time, approval.
import { both, FAILS, type Finding, HOLDS, notKnown, settled } from '../engine/truth.ts';
import type { Bound } from '../law/law.ts';
import { isInForce } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Ends } from './flow-facts.ts';
import type { Instrument } from './register.ts';

/** Does the instrument cover the flow on that day? Three-valued; names what is not recorded. */
export function doesCover(
  instrument: Instrument,
  ends: Ends,
  bound: Bound,
  needsApproval: boolean,
  on: CivilDate,
): Finding {
  if (!isInForce(instrument, on)) return FAILS;
  return both([
    isParty(instrument, ends, bound, on),
    coversActivity(instrument, ends),
    coversData(instrument, ends),
    needsApproval ? isApproved(instrument, on) : HOLDS,
  ]);
}

function isParty(instrument: Instrument, ends: Ends, bound: Bound, on: CivilDate): Finding {
  if (bound === 'none') return HOLDS;
  const findings: Finding[] = [];
  if (bound !== 'importer')
    findings.push(
      isBound(instrument, ends.exporter?.id, on),
      isAllowed(instrument.exporters, ends.exporter?.id),
    );
  if (bound !== 'exporter')
    findings.push(
      isBound(instrument, ends.importer?.id, on),
      isAllowed(instrument.importers, ends.importer?.id),
    );
  return both(findings);
}

/** Is the organisation bound on that day? Whoever has accessions is bound in their time only (SCC clause 7; BCR membership). */
export function isBound(instrument: Instrument, organisation: string | undefined, on: CivilDate): Finding {
  if (organisation === undefined) return FAILS;
  const accessions = instrument.accessions?.filter((accession) => accession.party === organisation) ?? [];
  if (accessions.length > 0) return settled(accessions.some((accession) => isInForce(accession, on)));
  if (instrument.parties === undefined)
    return instrument.accessions ? FAILS : notKnown([`instruments.${instrument.id}.parties`]);
  return settled(instrument.parties.includes(organisation));
}

function isAllowed(list: readonly string[] | undefined, organisation: string | undefined): Finding {
  return settled(list === undefined || (organisation !== undefined && list.includes(organisation)));
}

function coversActivity(instrument: Instrument, ends: Ends): Finding {
  if (instrument.activities === undefined) return HOLDS;
  if (ends.flow.activity === undefined) return notKnown([`flows.${ends.flow.id}.activity`]);
  return settled(instrument.activities.includes(ends.flow.activity));
}

function coversData(instrument: Instrument, ends: Ends): Finding {
  if (instrument.data === undefined) return HOLDS;
  if (ends.activity === undefined) return notKnown([`flows.${ends.flow.id}.activity`]);
  if (ends.activity.data === undefined) return notKnown([`activities.${ends.activity.id}.data`]);
  return settled(ends.activity.data.every((word) => instrument.data?.includes(word)));
}

function isApproved(instrument: Instrument, on: CivilDate): Finding {
  if (instrument.approval === undefined) return notKnown([`instruments.${instrument.id}.approval`]);
  if (instrument.approval.on === undefined) return notKnown([`instruments.${instrument.id}.approval.on`]);
  return settled(instrument.approval.on <= on);
}

/** Is every controller of the activity bound by the instrument on that day? */
export function bindsControllers(instrument: Instrument, ends: Ends, on: CivilDate): Finding {
  if (ends.activity === undefined) return notKnown([`flows.${ends.flow.id}.activity`]);
  const { controllers } = ends.activity;
  if (controllers === undefined || controllers.length === 0)
    return notKnown([`activities.${ends.activity.id}.controllers`]);
  return both(controllers.map((id) => isBound(instrument, id, on)));
}

/** Are both ends bound to each other by it on that day, whatever the direction? */
export function isBetween(instrument: Instrument, ends: Ends, on: CivilDate): Finding {
  return both([
    settled(isInForce(instrument, on)),
    isBound(instrument, ends.exporter?.id, on),
    isBound(instrument, ends.importer?.id, on),
  ]);
}
