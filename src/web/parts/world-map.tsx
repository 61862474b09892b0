// The world with the flows between countries: one arc for each pair and direction, as wide as it is busy, shaped and coloured by verdict.
import { useQuery } from '@tanstack/react-query';
import { type GeoProjection, geoEqualEarth, geoGraticule10, geoPath } from 'd3-geo';
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Verdict } from '../../core/flows/answer.ts';
import { useWords } from '../text/use-text.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { COUNTRY_POINTS } from './country-points.ts';
import { useMapView } from './use-map-view.ts';
import './world-map.css';
import { closeWorldQuery, type WorldShapes, worldQuery } from './world-shapes.ts';

export interface MapArc {
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** The worst of its flows. */
  readonly verdict: Verdict;
  /** What is said of it: countries, number, verdicts. */
  readonly says: string;
  /** The same as it is shown while one waits over it. */
  readonly tip?: ReactNode;
}

export interface MapPlace {
  readonly country: string;
  readonly says: string;
  /** Names of busier places are written first. */
  readonly count?: number;
}

interface Props {
  readonly label: string;
  readonly zoomInLabel: string;
  readonly zoomOutLabel: string;
  readonly wholeLabel: string;
  readonly europeLabel?: string;
  /** How the keys work; said to who comes with them, and shown where there is room. */
  readonly keys?: string;
  readonly arcs: readonly MapArc[];
  /** Countries with something in them, marked by a dot. */
  readonly places: readonly MapPlace[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
  /** Newer arcs are on their way. */
  readonly isComing?: boolean;
  readonly legend?: ReactNode;
  /** What stands in the lower left corner, over the southern sea. */
  readonly corner?: ReactNode;
}

const MAP_WIDTH = 960;
const MAP_HEIGHT = 470;
/** The map is cut in the Pacific, so that Japan, Europe and America are whole. */
const CENTRE_LONGITUDE = 11;
/** From this scale on the finer shapes are fetched: small countries have none in the coarse ones. */
const CLOSE_SCALE = 2.4;
const EUROPE = { x: 484, y: 82, scale: 4.2 };
const NAME_PX = 11.5;

const PROJECTION: GeoProjection = geoEqualEarth()
  .rotate([-CENTRE_LONGITUDE, 0])
  .fitExtent(
    [
      [4, 4],
      [MAP_WIDTH - 4, MAP_HEIGHT - 4],
    ],
    { type: 'Sphere' },
  );

interface Tip {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export function WorldMap(props: Props) {
  const { label, arcs, places, chosen, onChoose, isComing = false } = props;
  const { country } = useWords();
  const svg = useRef<SVGSVGElement>(null);
  const keysId = useId();
  const { view, viewBox, unit, zoomBy, panBy, goTo, isWhole, isClosest } = useMapView(svg);
  const [tip, setTip] = useState<Tip | null>(null);
  const most = Math.max(1, ...arcs.map((one) => one.count));
  const ordered = useMemo(
    () => [...arcs].sort((a, b) => gravity(a.verdict) - gravity(b.verdict) || b.count - a.count),
    [arcs],
  );
  const names = useMemo(
    () => placeNames(places, country, unit, view.scale),
    [places, country, unit, view.scale],
  );
  const { active, setActive, press } = useArcKeys(svg, ordered, { zoomBy, panBy, goTo });
  const tipped = tip === null ? undefined : arcs.find((one) => one.id === tip.id);
  const showTip = (id: string, x: number, y: number): void => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined) return;
    // The middle of a long arc may lie outside of what is seen.
    const inside = (at: number, size: number): number => Math.max(8, Math.min(size - 8, at));
    setTip({ id, x: inside(x - box.left, box.width), y: inside(y - box.top, box.height) });
  };
  return (
    <figure className={`world-map${isComing ? ' is-coming' : ''}`}>
      <div className="world-picture">
        {/* The picture is a list of arcs for those who do not see it; one of them is reached by Tab, the others by the arrow keys. */}
        <svg
          ref={svg}
          viewBox={viewBox}
          className={`world-svg${isWhole ? '' : ' is-near'}`}
          role="group"
          aria-label={label}
          aria-describedby={props.keys === undefined ? undefined : keysId}
          onKeyDown={press}
        >
          <Land places={places} isClose={view.scale >= CLOSE_SCALE} unit={unit} />
          <g className="world-arcs">
            {ordered.map((arc, at) => (
              <Arc
                key={arc.id}
                arc={arc}
                width={(1.3 + 4.4 * Math.sqrt(arc.count / most)) * unit}
                unit={unit}
                isActive={at === active}
                isChosen={arc.id === chosen}
                isFaded={chosen !== null && arc.id !== chosen}
                onFocus={() => setActive(at)}
                onTip={showTip}
                onTipEnd={() => setTip(null)}
                onChoose={() => onChoose(arc.id === chosen ? null : arc.id)}
              />
            ))}
          </g>
          <g aria-hidden="true" className="world-marks">
            {places.map((place) => {
              const at = pointOf(place.country);
              return at === null ? null : (
                <circle key={place.country} cx={at[0]} cy={at[1]} r={3 * unit} className="world-place" />
              );
            })}
            {names.map((name) => (
              <text
                key={name.code}
                x={name.x}
                y={name.y}
                className="world-name"
                style={{ fontSize: NAME_PX * unit }}
              >
                {name.text}
              </text>
            ))}
          </g>
        </svg>
        {tip === null || tipped === undefined ? null : (
          <div className="world-tip" role="presentation" style={placeTip(tip, svg)}>
            {tipped.tip ?? tipped.says}
          </div>
        )}
        {props.corner === undefined ? null : <div className="world-corner">{props.corner}</div>}
        <div className="world-tools no-print">
          <IconButton
            icon="plus"
            label={props.zoomInLabel}
            isDisabled={isClosest}
            onPress={() => zoomBy(1.6)}
          />
          <IconButton
            icon="minus"
            label={props.zoomOutLabel}
            isDisabled={isWhole}
            onPress={() => zoomBy(1 / 1.6)}
          />
          <IconButton icon="world" label={props.wholeLabel} isDisabled={isWhole} onPress={() => goTo(null)} />
          {props.europeLabel === undefined ? null : (
            <IconButton icon="europe" label={props.europeLabel} onPress={() => goTo(EUROPE)} />
          )}
        </div>
      </div>
      {props.legend === undefined && props.keys === undefined ? null : (
        <figcaption className="world-legend">
          {props.legend}
          {props.keys === undefined ? null : (
            <span className="world-keys soft" id={keysId}>
              {props.keys}
            </span>
          )}
        </figcaption>
      )}
    </figure>
  );
}

interface LandProps {
  readonly places: readonly MapPlace[];
  readonly isClose: boolean;
  readonly unit: number;
}

/** Drawn once for each fineness: it does not move when arcs come and go. */
const Land = memo(function Land({ places, isClose, unit }: LandProps) {
  const { data: far } = useQuery(worldQuery);
  const { data: close } = useQuery({ ...closeWorldQuery, enabled: isClose });
  const world = isClose ? (close ?? far) : far;
  const drawn = useMemo(() => (world === undefined ? null : draw(world)), [world]);
  const used = useMemo(() => new Set(places.map((one) => COUNTRY_POINTS[one.country]?.[0])), [places]);
  if (drawn === null) return null;
  return (
    <g aria-hidden="true">
      <path d={drawn.sphere} className="world-sea" />
      <path d={drawn.lines} className="world-lines" style={{ strokeWidth: 0.5 * unit }} />
      {drawn.countries.map((one) => (
        <path
          key={`${one.id} ${one.d.slice(0, 24)}`}
          d={one.d}
          className={`world-land${used.has(one.id) ? ' is-used' : ''}`}
        />
      ))}
      <path d={drawn.borders} className="world-borders" style={{ strokeWidth: 0.7 * unit }} />
    </g>
  );
});

function draw(world: WorldShapes) {
  const path = geoPath(PROJECTION);
  path.digits(2);
  return {
    sphere: path({ type: 'Sphere' }) ?? '',
    lines: path(geoGraticule10()) ?? '',
    countries: world.countries.map((one) => ({ id: one.id, d: path(one.shape) ?? '' })),
    borders: path(world.borders) ?? '',
  };
}

interface ArcProps {
  readonly arc: MapArc;
  readonly width: number;
  readonly unit: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isFaded: boolean;
  readonly onFocus: () => void;
  readonly onTip: (id: string, x: number, y: number) => void;
  readonly onTipEnd: () => void;
  readonly onChoose: () => void;
}

function Arc(props: ArcProps) {
  const { arc, width, unit, isChosen, isFaded, onTip, onChoose } = props;
  const shape = shapeOf(arc, unit, width);
  if (shape === null) return null;
  return (
    <g
      role="button"
      tabIndex={props.isActive ? 0 : -1}
      data-arc={arc.id}
      aria-pressed={isChosen}
      aria-label={arc.says}
      className={`world-arc verdict-${arc.verdict}${isFaded ? ' is-faded' : ''}${isChosen ? ' is-chosen' : ''}`}
      onClick={onChoose}
      onPointerMove={(event) => event.pointerType === 'mouse' && onTip(arc.id, event.clientX, event.clientY)}
      onPointerLeave={props.onTipEnd}
      onFocus={(event) => {
        props.onFocus();
        if (!event.currentTarget.matches(':focus-visible')) return;
        const box = event.currentTarget.getBoundingClientRect();
        onTip(arc.id, box.left + box.width / 2, box.top + box.height / 2);
      }}
      onBlur={props.onTipEnd}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onChoose();
      }}
    >
      <path d={shape.line} className="world-arc-touch" style={{ strokeWidth: Math.max(14 * unit, width) }} />
      <path
        d={shape.line}
        className="world-arc-line"
        style={{ strokeWidth: width, strokeDasharray: dashesOf(arc.verdict, width) }}
      />
      {shape.head === '' ? null : <path d={shape.head} className="world-arc-head" />}
    </g>
  );
}

/** Never colour alone: what is not lawful is broken, each in its own way. */
function dashesOf(verdict: Verdict, width: number): string | undefined {
  if (verdict === 'unlawful') return `${width * 1.3} ${width * 1.9}`;
  if (verdict === 'undetermined') return `${width * 0.1} ${width * 1.9}`;
  if (verdict === 'conditional') return `${width * 5} ${width * 1.9}`;
  return undefined;
}

const GRAVITY: readonly Verdict[] = ['not-a-transfer', 'lawful', 'conditional', 'undetermined', 'unlawful'];

function gravity(verdict: Verdict): number {
  return GRAVITY.indexOf(verdict);
}

function pointOf(code: string): readonly [number, number] | null {
  const at = COUNTRY_POINTS[code];
  return at === undefined ? null : PROJECTION([at[1], at[2]]);
}

interface ArcShape {
  readonly line: string;
  /** Points the way the data go; empty for what stays in one country. */
  readonly head: string;
}

/** A bow from country to country, the way back bowed to the other side; a ring around a country for what stays in it. */
function shapeOf(arc: MapArc, unit: number, width: number): ArcShape | null {
  const from = pointOf(arc.from);
  const to = pointOf(arc.to);
  if (from === null || to === null) return null;
  if (arc.from === arc.to) {
    const r = 7 * unit + width / 2;
    return {
      line: `M${n(from[0] - r)} ${n(from[1])}a${n(r)} ${n(r)} 0 1 1 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 1 ${n(-2 * r)} 0`,
      head: '',
    };
  }
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const bow = Math.min(0.26, (22 * unit) / length + 0.12);
  const middle: readonly [number, number] = [
    (from[0] + to[0]) / 2 + dy * bow,
    (from[1] + to[1]) / 2 - dx * bow,
  ];
  return {
    line: `M${n(from[0])} ${n(from[1])}Q${n(middle[0])} ${n(middle[1])} ${n(to[0])} ${n(to[1])}`,
    head: headOf(from, middle, to, Math.max(5 * unit, width * 1.7)),
  };
}

/** A small triangle on the bow, past its middle. */
function headOf(
  a: readonly [number, number],
  b: readonly [number, number],
  c: readonly [number, number],
  size: number,
): string {
  const t = 0.66;
  const at = [0, 1].map((k) => {
    const [p = 0, q = 0, r = 0] = [a[k], b[k], c[k]];
    return (1 - t) ** 2 * p + 2 * (1 - t) * t * q + t ** 2 * r;
  }) as [number, number];
  const slope = [0, 1].map((k) => {
    const [p = 0, q = 0, r = 0] = [a[k], b[k], c[k]];
    return 2 * (1 - t) * (q - p) + 2 * t * (r - q);
  }) as [number, number];
  const long = Math.hypot(...slope) || 1;
  const [ux, uy] = [slope[0] / long, slope[1] / long];
  const corner = (along: number, aside: number): string =>
    `${n(at[0] + ux * along * size - uy * aside * size)} ${n(at[1] + uy * along * size + ux * aside * size)}`;
  return `M${corner(0.75, 0)}L${corner(-0.55, 0.62)}L${corner(-0.55, -0.62)}Z`;
}

function n(value: number): number {
  return Math.round(value * 100) / 100;
}

interface PlacedName {
  readonly code: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Busy places are named first; a name that would lie over another is left out until there is room. */
function placeNames(
  places: readonly MapPlace[],
  country: (code: string) => string,
  unit: number,
  scale: number,
): PlacedName[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const most = scale < 1.5 ? 12 : 60;
  return [...places]
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
    .slice(0, most)
    .flatMap((place) => {
      const at = pointOf(place.country);
      if (at === null) return [];
      const text = country(place.country);
      const wide = [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1 : 0.56), 0) * NAME_PX * unit;
      const box = {
        left: at[0] - wide / 2,
        right: at[0] + wide / 2,
        top: at[1] - 20 * unit,
        bottom: at[1] - 5 * unit,
      };
      const isTaken = taken.some(
        (one) => box.left < one.right && box.right > one.left && box.top < one.bottom && box.bottom > one.top,
      );
      if (isTaken) return [];
      taken.push(box);
      return [{ code: place.country, text, x: at[0], y: at[1] - 8 * unit }];
    });
}

/** Beside the hand, and inside of the map. */
function placeTip({ x, y }: Tip, svg: RefObject<SVGSVGElement | null>): React.CSSProperties {
  const { width = 960, height = 400 } = svg.current?.getBoundingClientRect() ?? {};
  return {
    ...(x > width / 2 ? { right: width - x + 14 } : { left: x + 14 }),
    ...(y > height / 2 ? { bottom: `calc(100% - ${y - 10}px)` } : { top: y + 14 }),
  };
}

interface MapMoves {
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (x: number, y: number) => void;
  readonly goTo: (view: typeof EUROPE | null) => void;
}

const PAN_STEP = 0.15;

/** Arrow keys go from arc to arc, with Shift they move the map; + and − zoom, 0 shows the whole, e Europe. */
function useArcKeys(
  svg: RefObject<SVGSVGElement | null>,
  arcs: readonly MapArc[],
  { zoomBy, panBy, goTo }: MapMoves,
) {
  // The gravest is the first to be reached, and it lies on top.
  const [chosen, setActive] = useState<number | null>(null);
  const last = Math.max(0, arcs.length - 1);
  const active = chosen === null ? last : Math.min(chosen, last);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    svg.current?.querySelector<SVGGElement>(`[data-arc="${wanted.current}"]`)?.focus({ preventScroll: true });
    wanted.current = null;
  });
  const goToArc = (at: number): void => {
    const next = (at + arcs.length) % Math.max(1, arcs.length);
    wanted.current = arcs[next]?.id ?? null;
    setActive(next);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = event.shiftKey
      ? {
          ArrowLeft: () => panBy(-PAN_STEP, 0),
          ArrowRight: () => panBy(PAN_STEP, 0),
          ArrowUp: () => panBy(0, -PAN_STEP),
          ArrowDown: () => panBy(0, PAN_STEP),
          '+': () => zoomBy(1.6),
        }
      : {
          ArrowRight: () => goToArc(active - 1),
          ArrowDown: () => goToArc(active - 1),
          ArrowLeft: () => goToArc(active + 1),
          ArrowUp: () => goToArc(active + 1),
          Home: () => goToArc(last),
          End: () => goToArc(0),
          '+': () => zoomBy(1.6),
          '=': () => zoomBy(1.6),
          '-': () => zoomBy(1 / 1.6),
          '0': () => goTo(null),
          e: () => goTo(EUROPE),
        };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return { active, setActive, press };
}
