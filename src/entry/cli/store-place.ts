// Where the commands find the store, and what they say where there is none yet.
import { findPlace, isPlaceFilled, type Place } from '../../kit/store/store-place.ts';
import { BadInput } from './faults.ts';
import { HOME } from './read-input.ts';

/** Where the store lies; it is made there when it is opened. */
export function storePlace(): Place {
  return findPlace(process.env, HOME);
}

/** The same for commands that only make sense where something is kept. */
export function demandPlace(): Place {
  const place = storePlace();
  if (isPlaceFilled(place)) return place;
  const folder = 'dataFolder' in place ? place.dataFolder : '';
  throw new BadInput([
    {
      code: 'nothing-kept',
      at: { path: 'SEKISHO_DATA' },
      message: `Nothing is kept in ${folder} yet.`,
      hint: 'Call from the folder where the program was started, or name the data folder: SEKISHO_DATA=… sekisho … . `sekisho import FILE` and `sekisho restore FILE` make a new one.',
    },
  ]);
}
