// Layouts of tools that write tables. A recogniser pre-sets options of a recipe and reads nothing. A new one is a file here with a
// plain object, one line below, and a fixture of its own in test/fixtures/exporters.
import { capstone } from './capstone.ts';
import { cassyLab } from './cassy-lab.ts';
import { horizons } from './horizons.ts';
import { loggerPro } from './logger-pro.ts';
import { matlab } from './matlab.ts';
import { motive } from './motive.ts';
import { numpy } from './numpy.ts';
import { pandas } from './pandas.ts';
import { phyphox } from './phyphox.ts';
import type { Recogniser } from './recogniser.ts';
import { schmidtLipson } from './schmidt-lipson.ts';
import { tracker } from './tracker.ts';

export type { FileLook, Recognised, Recogniser, RecipePreset } from './recogniser.ts';

/** The first that recognises a file is taken: layouts with a mark of their own stand before those that are only habits. */
export const RECOGNISERS: readonly Recogniser[] = [
  motive,
  horizons,
  schmidtLipson,
  loggerPro,
  tracker,
  capstone,
  cassyLab,
  phyphox,
  numpy,
  pandas,
  matlab,
];
