// The shapes of the world, fetched once when a map is first shown; borders are Natural Earth's view and no statement of ours.
import { queryOptions } from '@tanstack/react-query';
import { feature, mesh } from 'topojson-client';
import closeAtlas from 'world-atlas/countries-50m.json?url';
import atlas from 'world-atlas/countries-110m.json?url';

/** As the package that reads the atlas describes it: shapes that share their borders. */
type World = Parameters<typeof mesh>[0] & { readonly objects: { readonly countries: Countries } };
type Countries = Extract<NonNullable<Parameters<typeof mesh>[1]>, { readonly type: 'GeometryCollection' }>;

export interface WorldShapes {
  readonly countries: readonly { readonly id: string; readonly shape: GeoJSON.Geometry }[];
  readonly borders: GeoJSON.MultiLineString;
}

export const worldQuery = queryOptions({
  queryKey: ['world'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => readShapes(atlas),
});

/** Finer, and five times as heavy: fetched when the map is drawn near. */
export const closeWorldQuery = queryOptions({
  queryKey: ['world', 'close'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => readShapes(closeAtlas),
});

async function readShapes(address: string): Promise<WorldShapes> {
  const world = (await (await fetch(address)).json()) as World;
  const { features } = feature(world, world.objects.countries);
  return {
    countries: features.map((one) => ({ id: String(one.id ?? ''), shape: one.geometry })),
    borders: mesh(world, world.objects.countries, (a, b) => a !== b),
  };
}
