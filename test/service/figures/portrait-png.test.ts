import { loadImage, createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { renderPortraitPng, type PortraitInput } from '../../../service/figures/index.ts';

/** H = (q² + p²)/2 on [−2, 2]², measured on the ring of radius 1. */
function harmonicPortrait(): PortraitInput {
  const columns = 81;
  const rows = 81;
  const at = (i: number) => -2 + (4 * i) / 80;
  const energy = Float64Array.from({ length: columns * rows }, (_, k) => {
    return (at(k % columns) ** 2 + at(Math.floor(k / columns)) ** 2) / 2;
  });
  const ring = Float64Array.from({ length: 400 }, (_, k) => {
    const angle = (2 * Math.PI * Math.floor(k / 2)) / 200;
    return k % 2 === 0 ? Math.cos(angle) : -Math.sin(angle);
  });
  const times = Float64Array.from({ length: 200 }, (_, k) => k / 10);
  const zeros = new Float64Array(200);
  return {
    dof: 1,
    axis: 0,
    titles: { q: 'angle (rad)', p: 'momentum' },
    method: 'a-swim',
    field: {
      q: [-2, 2],
      p: [-2, 2],
      columns,
      rows,
      energy,
      deviation: new Float64Array(),
      covered: Uint8Array.from(energy, (value) => (value < 0.8 ? 1 : 0)),
      arrows: new Float64Array([0, 1, 1, 0]),
    },
    trainStates: ring,
    compared: [
      {
        id: '1',
        split: 'held-out',
        isMeasured: true,
        times,
        reference: ring,
        predicted: ring,
        referenceEnergy: zeros,
        predictedEnergy: zeros,
        validTime: 20,
      },
    ],
    provenance: 'Harmonic oscillator, 0123456789',
  };
}

describe('the phase portrait as a file', () => {
  it('says at its foot what it was made from', async () => {
    const portrait = harmonicPortrait();
    const inkAtFoot = async (provenance: string) => {
      const image = await loadImage(renderPortraitPng({ ...portrait, provenance }));
      const context = createCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(20, image.height - 45, 500, 30);
      return data.filter((value, i) => i % 4 === 0 && value < 160).length;
    };
    expect(await inkAtFoot('Pendulum, version 2, 3f2a91bc04')).toBeGreaterThan(300 + (await inkAtFoot('')));
  });

  it('is a PNG of twice the nominal size with an opaque white ground', async () => {
    const png = renderPortraitPng(harmonicPortrait());
    const image = await loadImage(png);
    expect([image.width, image.height]).toEqual([1600, 1520]);
    const canvas = createCanvas(1600, 1520);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    expect([...context.getImageData(2, 2, 1, 1).data]).toEqual([255, 255, 255, 255]);
  });

  it('draws the predicted motion in the colour of its method', async () => {
    const image = await loadImage(renderPortraitPng(harmonicPortrait()));
    const context = createCanvas(1600, 1520).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, 1600, 1520);
    let blue = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (Math.abs(data[i]! - 0x0a) < 8 && Math.abs(data[i + 1]! - 0x55) < 8 && Math.abs(data[i + 2]! - 0xae) < 8)
        blue++;
    }
    // A ring of radius 1 of 4 on a plot of about 1400 px, 4 px wide: some 8000 pixels.
    expect(blue).toBeGreaterThan(3000);
  });

  it('of a field without an energy keeps the motion and has no bands', async () => {
    const portrait = harmonicPortrait();
    const field = { ...portrait.field, energy: new Float64Array(), covered: portrait.field.covered.fill(1) };
    const image = await loadImage(renderPortraitPng({ ...portrait, field }));
    const context = createCanvas(1600, 1520).getContext('2d');
    context.drawImage(image, 0, 0);
    // The middle of the plot, inside the ring: bare paper where bands of energy would be.
    expect([...context.getImageData(900, 800, 1, 1).data]).toEqual([255, 255, 255, 255]);
    expect(renderPortraitPng({ ...portrait, field })).not.toEqual(
      renderPortraitPng({ ...portrait, field, compared: [] }),
    );
  });

  it('is the same picture every time', () => {
    expect(renderPortraitPng(harmonicPortrait())).toEqual(renderPortraitPng(harmonicPortrait()));
  });
});
