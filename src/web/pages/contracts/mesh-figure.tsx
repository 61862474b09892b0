// The mesh drawn: companies around a circle, a line for each two that must sign; a band around those that one set of rules binds.
import { type KeyboardEvent, useRef, useState, useSyncExternalStore } from 'react';
import { useContractsText } from '../../text/contracts-text.ts';
import { useWords } from '../../text/use-text.ts';
import { type Company, linesOf, type Signed, STANDINGS, shortNames } from './mesh.ts';

interface Props {
  readonly label: string;
  readonly companies: readonly Company[];
  readonly signed: readonly Signed[];
  /** The members are bound by one set of rules. */
  readonly isBound: boolean;
  readonly chosen: string | null;
  readonly onChoose: (company: string | null) => void;
}

const MIDDLE = 280;
const RADIUS = 142;
const BAND = RADIUS + 1;
const NAME_AT = RADIUS + 15;
const NAME_LETTERS = 17;
const LETTERS_LEAST = 6;
/** From the dot outwards, what a finger may touch: the dot and its name. */
const REACH_IN = 13;
const REACH_WIDE = NAME_AT + 92 - RADIUS + REACH_IN;
const REACH_NARROW = NAME_AT + 26 - RADIUS + REACH_IN;
const REACH_HIGH = 26;
/** With more companies names would lie upon each other: only the one that is looked at is named. */
const NAMED_MOST = 44;
const WIDE_BOX = '30 30 500 500';
const NARROW_BOX = '98 98 364 364';
const NARROW = '(width < 30rem)';
/** A gap, counted in companies, between members and others. */
const GAP = 0.8;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (notify) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', notify);
      return () => query.removeEventListener('change', notify);
    },
    () => matchMedia(NARROW).matches,
  );
}

export function MeshFigure({ label, companies, signed, isBound, chosen, onChoose }: Props) {
  const { country } = useWords();
  const text = useContractsText();
  const isNarrow = useIsNarrow();
  const box = useRef<SVGSVGElement>(null);
  const [active, setActive] = useState(0);
  const [near, setNear] = useState<string | null>(null);
  const places = placesOf(companies);
  const lines = linesOf(signed);
  const shown = near ?? chosen;
  const names = shortNames(companies, NAME_LETTERS, LETTERS_LEAST);
  const isCrowded = companies.length > NAMED_MOST;
  const reachHigh = Math.min(REACH_HIGH, (2 * Math.PI * RADIUS) / Math.max(1, companies.length));
  const members = companies.filter((one) => one.isMember).length;
  const move = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowRight: active + 1,
      ArrowDown: active + 1,
      ArrowLeft: active - 1,
      ArrowUp: active - 1,
      Home: 0,
      End: companies.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const at = (next + companies.length) % companies.length;
    setActive(at);
    box.current?.querySelectorAll<SVGElement>('.mesh-company')[at]?.focus();
  };
  const say = (one: Company): string => {
    const own = signed.filter((other) => other.exporter === one.id || other.importer === one.id);
    const open = own.filter((other) => other.standing !== 'held').length;
    // Where only the code is written, who hears must find what others read.
    const place = isNarrow && one.country !== undefined ? ` · ${one.country}` : '';
    return text.company(one.name, `${country(one.country)}${place}`, own.length, open);
  };
  const looked = companies.find((one) => one.id === shown);
  return (
    <div className="mesh-box">
      <svg
        ref={box}
        className={`mesh${shown === null ? '' : ' mesh-narrowed'}`}
        viewBox={isNarrow ? NARROW_BOX : WIDE_BOX}
        role="group"
        aria-label={label}
        onKeyDown={move}
      >
        {isBound && members > 1 ? <path className="mesh-band" d={bandOf(companies, places)} /> : null}
        {[...lines]
          .sort((a, b) => STANDINGS.indexOf(b.standing) - STANDINGS.indexOf(a.standing))
          .map((line) => {
            const [from, to] = line.ends.map((id) => places.get(id));
            if (from === undefined || to === undefined) return null;
            const isNear = shown !== null && line.ends.includes(shown);
            return (
              <path
                key={line.key}
                className={`mesh-line mesh-${line.standing}${isNear ? ' is-near' : ''}`}
                strokeWidth={Math.min(5, 1.4 + 0.7 * (line.agreements.length - 1))}
                d={`M${from.x} ${from.y}Q${bend(from, to)} ${to.x} ${to.y}`}
              />
            );
          })}
        {companies.map((one, index) => {
          const { x, y, angle } = places.get(one.id) as Place;
          const isFree = !signed.some((other) => other.exporter === one.id || other.importer === one.id);
          const isLeft = Math.cos(angle) < 0;
          const degrees = (angle * 180) / Math.PI;
          return (
            <g
              key={one.id}
              role="button"
              tabIndex={index === active ? 0 : -1}
              aria-label={say(one)}
              aria-pressed={one.id === chosen}
              className={`mesh-company${one.isMember ? ' is-member' : ''}${isFree ? ' is-free' : ''}${shown === one.id ? ' is-near' : ''}`}
              onFocus={() => {
                setActive(index);
                setNear(one.id);
              }}
              onBlur={() => setNear(null)}
              onPointerEnter={() => setNear(one.id)}
              onPointerLeave={() => setNear(null)}
              onClick={() => onChoose(one.id === chosen ? null : one.id)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onChoose(one.id === chosen ? null : one.id);
              }}
            >
              <rect
                className="mesh-reach"
                x={RADIUS - REACH_IN}
                y={-reachHigh / 2}
                width={isNarrow ? REACH_NARROW : isCrowded ? 2 * REACH_IN : REACH_WIDE}
                height={reachHigh}
                rx={reachHigh / 2}
                transform={`translate(${MIDDLE} ${MIDDLE}) rotate(${degrees})`}
              />
              <circle cx={x} cy={y} r={one.isMember ? 6.5 : 5.5} className="mesh-dot" />
              {isCrowded && shown !== one.id ? null : (
                <text
                  className="mesh-name"
                  transform={`translate(${MIDDLE + Math.cos(angle) * NAME_AT} ${MIDDLE + Math.sin(angle) * NAME_AT}) rotate(${isLeft ? degrees + 180 : degrees})`}
                  textAnchor={isLeft ? 'end' : 'start'}
                  dy="0.35em"
                >
                  {isNarrow ? (one.country ?? '?') : names.get(one.id)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      {/* The button says it to those who hear. */}
      <p className="mesh-said small" aria-hidden="true">
        {looked === undefined ? text.chooseCompany : say(looked)}
      </p>
    </div>
  );
}

/** From the top, clockwise; members first, a gap, the others, a gap. */
function placesOf(companies: readonly Company[]): Map<string, Place> {
  const members = companies.filter((one) => one.isMember).length;
  const gaps = members > 0 && members < companies.length ? 2 : 0;
  const step = (2 * Math.PI) / Math.max(1, companies.length + gaps * GAP);
  return new Map(
    companies.map((one, index) => {
      const passed = gaps > 0 ? (one.isMember ? GAP / 2 : GAP * 1.5) : 0;
      const angle = (index + 0.5 + passed) * step - Math.PI / 2;
      return [
        one.id,
        { x: round(MIDDLE + Math.cos(angle) * RADIUS), y: round(MIDDLE + Math.sin(angle) * RADIUS), angle },
      ];
    }),
  );
}

/** Lines bow towards the middle, the more the farther apart their ends. */
function bend(from: Place, to: Place): string {
  const pull = 0.25;
  return `${round(MIDDLE + ((from.x + to.x) / 2 - MIDDLE) * pull)} ${round(MIDDLE + ((from.y + to.y) / 2 - MIDDLE) * pull)}`;
}

function bandOf(companies: readonly Company[], places: ReadonlyMap<string, Place>): string {
  const members = companies.filter((one) => one.isMember).map((one) => places.get(one.id) as Place);
  const first = members[0]?.angle ?? 0;
  const last = members.at(-1)?.angle ?? 0;
  const at = (angle: number): string =>
    `${round(MIDDLE + Math.cos(angle) * BAND)} ${round(MIDDLE + Math.sin(angle) * BAND)}`;
  return `M${at(first)}A${BAND} ${BAND} 0 ${last - first > Math.PI ? 1 : 0} 1 ${at(last)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
