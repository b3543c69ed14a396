import { bytesOf, laneSums, multiplyAdd } from './simd';

/** See `Kernels.multiplyTile`. Four neurons at a time: their slopes stay in the first cache for all components. */
export function multiplyTile(
  slopes: usize,
  neurons: i32,
  points: i32,
  scales: usize,
  components: i32,
  v: usize,
  out: usize,
): void {
  const stride = bytesOf(points);
  const perNeuron = bytesOf(components);
  memory.fill(out, 0, stride * <usize>components);
  for (let j = 0; j < neurons; j += 4) {
    for (let c = 0; c < components; c++) {
      const scale = scales + bytesOf(c);
      const q0 = f64x2.splat(load<f64>(v) * load<f64>(scale));
      const q1 = f64x2.splat(load<f64>(v, 8) * load<f64>(scale + perNeuron));
      const q2 = f64x2.splat(load<f64>(v, 16) * load<f64>(scale + 2 * perNeuron));
      const q3 = f64x2.splat(load<f64>(v, 24) * load<f64>(scale + 3 * perNeuron));
      let to = out + <usize>c * stride;
      const end = slopes + stride;
      for (let s0 = slopes; s0 < end; s0 += 32) {
        const s1 = s0 + stride;
        const s2 = s1 + stride;
        const s3 = s2 + stride;
        let a = multiplyAdd(v128.load(s0), q0, v128.load(to));
        let b = multiplyAdd(v128.load(s0, 16), q0, v128.load(to, 16));
        a = multiplyAdd(v128.load(s1), q1, a);
        b = multiplyAdd(v128.load(s1, 16), q1, b);
        a = multiplyAdd(v128.load(s2), q2, a);
        b = multiplyAdd(v128.load(s2, 16), q2, b);
        v128.store(to, multiplyAdd(v128.load(s3), q3, a));
        v128.store(to, multiplyAdd(v128.load(s3, 16), q3, b), 16);
        to += 32;
      }
    }
    slopes += 4 * stride;
    scales += 4 * perNeuron;
    v += 32;
  }
}

/** See `Kernels.multiplyTileTransposed`. */
export function multiplyTileTransposed(
  slopes: usize,
  neurons: i32,
  points: i32,
  scales: usize,
  components: i32,
  u: usize,
  g: usize,
): void {
  const stride = bytesOf(points);
  const perNeuron = bytesOf(components);
  for (let j = 0; j < neurons; j += 4) {
    let low = v128.load(g);
    let high = v128.load(g, 16);
    for (let c = 0; c < components; c++) {
      let a0 = f64x2.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      let b3 = a0;
      let from = u + <usize>c * stride;
      const end = slopes + stride;
      for (let s0 = slopes; s0 < end; s0 += 32) {
        const s1 = s0 + stride;
        const s2 = s1 + stride;
        const s3 = s2 + stride;
        const x = v128.load(from);
        const y = v128.load(from, 16);
        a0 = multiplyAdd(v128.load(s0), x, a0);
        b0 = multiplyAdd(v128.load(s0, 16), y, b0);
        a1 = multiplyAdd(v128.load(s1), x, a1);
        b1 = multiplyAdd(v128.load(s1, 16), y, b1);
        a2 = multiplyAdd(v128.load(s2), x, a2);
        b2 = multiplyAdd(v128.load(s2, 16), y, b2);
        a3 = multiplyAdd(v128.load(s3), x, a3);
        b3 = multiplyAdd(v128.load(s3, 16), y, b3);
        from += 32;
      }
      const scale = scales + bytesOf(c);
      const pair = f64x2(load<f64>(scale), load<f64>(scale + perNeuron));
      const next = f64x2(load<f64>(scale + 2 * perNeuron), load<f64>(scale + 3 * perNeuron));
      low = multiplyAdd(pair, laneSums(f64x2.add(a0, b0), f64x2.add(a1, b1)), low);
      high = multiplyAdd(next, laneSums(f64x2.add(a2, b2), f64x2.add(a3, b3)), high);
    }
    v128.store(g, low);
    v128.store(g, high, 16);
    slopes += 4 * stride;
    scales += 4 * perNeuron;
    g += 32;
  }
}
