import { CoreError } from '../errors.ts';
import type { CoordinateLabels } from '../datasets/dataset.ts';
import type { Limits } from '../integrators/integrate.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import { asCount, asList, asNumber, asNumbers, asRecord, asText, parse, refusal } from './json-fields.ts';
import { MODEL_JSON_FORMAT, MODEL_JSON_VERSION } from './model-json.ts';
import { readModelPart } from './model-part.ts';
import { selfTestDeviation } from './self-test.ts';
import type { SelfTestPoint } from './self-test.ts';

/** What a model file holds that is needed to use the model. */
export interface ReadModel {
  readonly model: TrainedModel;
  readonly labels: CoordinateLabels;
  readonly anchor: { readonly state: Float64Array<ArrayBuffer>; readonly value: number };
  readonly box: Limits;
  readonly selfTest: readonly SelfTestPoint[];
  /** See `selfTestDeviation`. */
  readonly selfTestDeviation: number;
}

/** A file whose own test deviates by more than this was changed or damaged. */
const MAX_DEVIATION = 1e-12;

/**
 * Reads a model file back, every number exactly as it was written, and runs its self-test.
 * @throws CoreError `bad-argument` for text that is no such file, a version this program does not know, numbers that are missing
 * or of the wrong shape, or a failed self-test; the message names the place
 */
export function readModelJson(text: string): ReadModel {
  const root = asRecord(parse(text), 'the file');
  if (root['format'] !== MODEL_JSON_FORMAT) {
    throw refusal(`The file is no model file: its 'format' is not '${MODEL_JSON_FORMAT}'.`);
  }
  const { version } = root;
  if (version !== 1 && version !== 2 && version !== MODEL_JSON_VERSION) {
    throw new CoreError(
      'bad-argument',
      `The model file has version ${JSON.stringify(version)}; this program reads versions up to ${MODEL_JSON_VERSION}.`,
      { hint: 'Open it with the program version that wrote it, or a newer one.' },
    );
  }
  const dof = asCount(root['dof'], 'dof');
  const size = 2 * dof;
  const model = readModelPart(root['model'], dof);
  const coordinates = asRecord(root['coordinates'], 'coordinates');
  const inputs = coordinates['inputs'];
  const anchor = asRecord(root['anchor'], 'anchor');
  const selfTest = asList(root['selfTest'], null, 'selfTest').map((entry, i): SelfTestPoint => {
    const point = asRecord(entry, `selfTest[${i}]`);
    return {
      x: asNumbers(point['x'], size, `selfTest[${i}].x`),
      energy: point['energy'] === null ? null : asNumber(point['energy'], `selfTest[${i}].energy`),
      gradient: asNumbers(point['gradient'], size, `selfTest[${i}].gradient`),
      ...(point['moment'] !== undefined && { moment: readMoment(point['moment'], `selfTest[${i}].moment`) }),
    };
  });
  const deviation = selfTestDeviation(model, selfTest);
  if (!(deviation <= MAX_DEVIATION)) {
    throw refusal(
      `The model file fails its own test: Ĥ or its gradient deviates by ${deviation}. It was changed or damaged.`,
    );
  }
  return {
    model,
    labels: {
      time: asText(coordinates['time'], 'coordinates.time'),
      q: asList(coordinates['q'], dof, 'coordinates.q').map((name) => asText(name, 'coordinates.q')),
      p: asList(coordinates['p'], dof, 'coordinates.p').map((name) => asText(name, 'coordinates.p')),
      ...(inputs !== undefined && {
        inputs: asList(inputs, null, 'coordinates.inputs').map((name) => asText(name, 'coordinates.inputs')),
      }),
    },
    anchor: {
      state: Float64Array.from(asNumbers(anchor['state'], size, 'anchor.state')),
      value: asNumber(anchor['value'], 'anchor.value'),
    },
    box: asList(root['trainingBox'], size, 'trainingBox').map((limits, k) => {
      const [low, high] = asNumbers(limits, 2, `trainingBox[${k}]`);
      return [low!, high!] as const;
    }),
    selfTest,
    selfTestDeviation: deviation,
  };
}

function readMoment(value: unknown, place: string): NonNullable<SelfTestPoint['moment']> {
  const moment = asRecord(value, place);
  const inputs = asList(moment['inputs'], null, `${place}.inputs`);
  return {
    time: asNumber(moment['time'], `${place}.time`),
    inputs: asNumbers(inputs, inputs.length, `${place}.inputs`),
  };
}
