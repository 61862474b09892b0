// The world with the flows between countries: one arc for each pair and direction, as wide as it is busy, shaped and coloured by verdict.
import { useQuery } from '@tanstack/react-query';
import { type GeoProjection, geoEqualEarth, geoGraticule10, geoPath } from 'd3-geo';
import { useMemo, useState } from 'react';
import type { Verdict } from '../../core/flows/answer.ts';
import { useWords } from '../text/use-text.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { COUNTRY_POINTS } from './country-points.ts';
import './world-map.css';
import { worldQuery } from './world-shapes.ts';

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
}

export interface MapPlace {
  readonly country: string;
  readonly says: string;
}

interface Props {
  readonly label: string;
  readonly zoomInLabel: string;
  readonly zoomOutLabel: string;
  readonly wholeLabel: string;
  readonly arcs: readonly MapArc[];
  /** Countries with something in them, marked by a dot. */
  readonly places: readonly MapPlace[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

const WIDTH = 960;
const HEIGHT = 470;
/** The map is cut in the Pacific, so that Japan, Europe and America are whole. */
const CENTRE_LONGITUDE = 11;
const ZOOMS = [1, 1.6, 2.6, 4.2, 7] as const;

export function WorldMap({
  label,
  zoomInLabel,
  zoomOutLabel,
  wholeLabel,
  arcs,
  places,
  chosen,
  onChoose,
}: Props) {
  const { data: world } = useQuery(worldQuery);
  const { country } = useWords();
  const [zoom, setZoom] = useState(0);
  const [centre, setCentre] = useState<readonly [number, number] | null>(null);
  const used = useMemo(() => [...new Set(places.map((one) => one.country))], [places]);
  const projection = useMemo(() => {
    const plain = geoEqualEarth()
      .rotate([-CENTRE_LONGITUDE, 0])
      .fitExtent(
        [
          [4, 4],
          [WIDTH - 4, HEIGHT - 4],
        ],
        { type: 'Sphere' },
      );
    return plain;
  }, []);
  const drawn = useMemo(() => {
    if (world === undefined) return null;
    const path = geoPath(projection);
    return {
      sphere: path({ type: 'Sphere' }) ?? '',
      lines: path(geoGraticule10()) ?? '',
      countries: world.countries.map((one) => ({ id: one.id, d: path(one.shape) ?? '' })),
      borders: path(world.borders) ?? '',
    };
  }, [world, projection]);
  const numbers = useMemo(() => new Set(used.map((code) => COUNTRY_POINTS[code]?.[0])), [used]);
  const scale = ZOOMS[zoom] ?? 1;
  const [x, y] = centre ?? middleOf(used, projection);
  const width = WIDTH / scale;
  const height = HEIGHT / scale;
  const left = scale === 1 ? 0 : clamp(x - width / 2, 0, WIDTH - width);
  const top = scale === 1 ? 0 : clamp(y - height / 2, 0, HEIGHT - height);
  const most = Math.max(1, ...arcs.map((one) => one.count));
  const ordered = useMemo(
    () => [...arcs].sort((a, b) => gravity(a.verdict) - gravity(b.verdict) || b.count - a.count),
    [arcs],
  );
  return (
    <figure className="world-map">
      {/* The picture is a list of arcs for those who do not see it; each can be chosen by keyboard. */}
      <svg
        viewBox={`${left} ${top} ${width} ${height}`}
        className="world-svg"
        role="group"
        aria-label={label}
        onDoubleClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setCentre([
            left + ((event.clientX - box.left) / box.width) * width,
            top + ((event.clientY - box.top) / box.height) * height,
          ]);
          setZoom(Math.min(ZOOMS.length - 1, zoom + 1));
        }}
      >
        {drawn === null ? null : (
          <g aria-hidden="true">
            <path d={drawn.sphere} className="world-sea" />
            <path d={drawn.lines} className="world-lines" style={{ strokeWidth: 0.5 / scale }} />
            {drawn.countries.map((one) => (
              <path
                key={one.id || one.d.slice(0, 24)}
                d={one.d}
                className={`world-land${numbers.has(one.id) ? ' is-used' : ''}`}
              />
            ))}
            <path d={drawn.borders} className="world-borders" style={{ strokeWidth: 0.6 / scale }} />
          </g>
        )}
        <g aria-hidden="true">
          {places.map((place) => {
            const at = pointOf(place.country, projection);
            return at === null ? null : (
              <circle key={place.country} cx={at[0]} cy={at[1]} r={3.2 / scale} className="world-place">
                <title>{place.says}</title>
              </circle>
            );
          })}
        </g>
        <g>
          {ordered.map((arc) => (
            <Arc
              key={arc.id}
              arc={arc}
              d={arcOf(arc, projection)}
              width={(1.2 + 5 * Math.sqrt(arc.count / most)) / scale}
              scale={scale}
              isChosen={arc.id === chosen}
              isFaded={chosen !== null && arc.id !== chosen}
              onChoose={() => onChoose(arc.id === chosen ? null : arc.id)}
            />
          ))}
        </g>
        <g aria-hidden="true">
          {scale < 1.5
            ? null
            : used.map((code) => {
                const at = pointOf(code, projection);
                return at === null ? null : (
                  <text
                    key={code}
                    x={at[0]}
                    y={at[1] - 6 / scale}
                    className="world-name"
                    style={{ fontSize: 12 / scale }}
                  >
                    {country(code)}
                  </text>
                );
              })}
        </g>
      </svg>
      <div className="world-tools no-print">
        <IconButton
          icon="plus"
          label={zoomInLabel}
          isDisabled={zoom === ZOOMS.length - 1}
          onPress={() => setZoom(zoom + 1)}
        />
        <IconButton
          icon="minus"
          label={zoomOutLabel}
          isDisabled={zoom === 0}
          onPress={() => setZoom(zoom - 1)}
        />
        <IconButton
          icon="world"
          label={wholeLabel}
          isDisabled={zoom === 0}
          onPress={() => {
            setZoom(0);
            setCentre(null);
          }}
        />
      </div>
    </figure>
  );
}

interface ArcProps {
  readonly arc: MapArc;
  readonly d: string;
  readonly width: number;
  readonly scale: number;
  readonly isChosen: boolean;
  readonly isFaded: boolean;
  readonly onChoose: () => void;
}

function Arc({ arc, d, width, scale, isChosen, isFaded, onChoose }: ArcProps) {
  if (d === '') return null;
  return (
    <g
      role="button"
      tabIndex={0}
      aria-pressed={isChosen}
      aria-label={arc.says}
      className={`world-arc verdict-${arc.verdict}${isFaded ? ' is-faded' : ''}${isChosen ? ' is-chosen' : ''}`}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onChoose();
      }}
    >
      <title>{arc.says}</title>
      <path d={d} className="world-arc-touch" style={{ strokeWidth: Math.max(12 / scale, width) }} />
      <path
        d={d}
        className="world-arc-line"
        style={{ strokeWidth: width, strokeDasharray: dashesOf(arc.verdict, width) }}
      />
    </g>
  );
}

/** Never colour alone: what is not lawful is broken, each in its own way. */
function dashesOf(verdict: Verdict, width: number): string | undefined {
  const unit = Math.max(width, 0.8);
  if (verdict === 'unlawful') return `${unit * 1.2} ${unit * 1.6}`;
  if (verdict === 'undetermined') return `${unit * 0.2} ${unit * 2}`;
  if (verdict === 'conditional') return `${unit * 5} ${unit * 1.6}`;
  return undefined;
}

const GRAVITY: readonly Verdict[] = ['not-a-transfer', 'lawful', 'conditional', 'undetermined', 'unlawful'];

function gravity(verdict: Verdict): number {
  return GRAVITY.indexOf(verdict);
}

function pointOf(code: string, projection: GeoProjection): readonly [number, number] | null {
  const at = COUNTRY_POINTS[code];
  return at === undefined ? null : projection([at[1], at[2]]);
}

/** A bow from country to country; the way back bows to the other side. */
function arcOf(arc: MapArc, projection: GeoProjection): string {
  const from = pointOf(arc.from, projection);
  const to = pointOf(arc.to, projection);
  if (from === null || to === null) return '';
  if (arc.from === arc.to) return `M${from[0]} ${from[1]}c-9 -16 9 -16 0 0`;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const bow = Math.min(0.24, 24 / Math.hypot(dx, dy) + 0.12);
  const [mx, my] = [(from[0] + to[0]) / 2 + dy * bow, (from[1] + to[1]) / 2 - dx * bow];
  const round = (value: number): number => Math.round(value * 10) / 10;
  return `M${round(from[0])} ${round(from[1])}Q${round(mx)} ${round(my)} ${round(to[0])} ${round(to[1])}`;
}

function middleOf(codes: readonly string[], projection: GeoProjection): readonly [number, number] {
  const points = codes.flatMap((code) => {
    const at = pointOf(code, projection);
    return at === null ? [] : [at];
  });
  if (points.length === 0) return [WIDTH / 2, HEIGHT / 2];
  const sum = points.reduce((a, b) => [a[0] + b[0], a[1] + b[1]] as const, [0, 0] as const);
  return [sum[0] / points.length, sum[1] / points.length];
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
