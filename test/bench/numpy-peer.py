"""The same fits in numpy, for comparison: reads one JSON request per line, answers one JSON line.

A request names raw float64 files with the states (K, 2d), their derivatives (K, 2d) and one or two hidden layers,
weights (N, 2d) and biases (N). Each layer in turn is assembled and solved by numpy.linalg.lstsq; between two layers the first
answer is evaluated at all states, as a method must that draws its second layer from it. The coefficients of the last layer,
the constant behind them, are written to the file that the request names. Drawing layers and reading files is not timed.
"""

import json
import resource
import sys
import time

import numpy as np


def assemble(states, derivatives, layer, anchor_state, anchor_value):
    """Rows dH/dp = dq/dt, -dH/dq = dp/dt, component by component, then H(x0) = H0; unknowns c_1 .. c_N, c_0."""
    weights, biases = layer
    count, size = states.shape
    width, dof = len(biases), size // 2
    slopes = states @ weights.T
    slopes += biases
    np.tanh(slopes, out=slopes)
    np.square(slopes, out=slopes)
    np.subtract(1.0, slopes, out=slopes)
    matrix = np.empty((size * count + 1, width + 1))
    for component in range(size):
        block = matrix[component * count : (component + 1) * count]
        factor = weights[:, dof + component] if component < dof else -weights[:, component - dof]
        np.multiply(slopes, factor, out=block[:, :width])
        block[:, width] = 0.0
    matrix[-1, :width] = np.tanh(weights @ anchor_state + biases)
    matrix[-1, width] = 1.0
    return matrix, np.append(derivatives.T.ravel(), anchor_value)


def fit(request):
    size = request["components"]
    read = lambda name, columns: np.fromfile(name).reshape(-1, columns)
    states, derivatives = read(request["states"], size), read(request["derivatives"], size)
    layers = [(read(each["weights"], size), np.fromfile(each["biases"])) for each in request["layers"]]
    anchor_state = np.array(request["anchorState"], dtype=float)
    seconds = {"assembly": 0.0, "solve": 0.0, "between": 0.0}
    clock = time.perf_counter
    for number, layer in enumerate(layers):
        started = clock()
        matrix, right = assemble(states, derivatives, layer, anchor_state, request["anchorValue"])
        assembled = clock()
        coefficients, _, rank, _ = np.linalg.lstsq(matrix, right, rcond=request["rcond"])
        solved = clock()
        del matrix
        seconds["assembly"] += assembled - started
        seconds["solve"] += solved - assembled
        if number + 1 < len(layers):
            weights, biases = layer
            np.tanh(states @ weights.T + biases) @ coefficients[:-1] + coefficients[-1]
            seconds["between"] += clock() - solved
    coefficients.tofile(request["coefficients"])
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = kilobytes if sys.platform == "darwin" else 1024 * kilobytes
    return {"seconds": seconds, "rank": int(rank), "peakBytes": peak}


def answer(line):
    try:
        return fit(json.loads(line))
    except Exception as error:  # whatever it is, the other side has to hear of it
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    noise = np.random.default_rng(0).normal(size=(400, 100))
    np.linalg.lstsq(noise, noise[:, 0], rcond=None)  # starts the threads of the library before anything is timed
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"] if np.__version__ >= "1.26" else {}
    print(json.dumps({"numpy": np.__version__, "blas": f"{blas.get('name', '')} {blas.get('version', '')}".strip()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(line)), flush=True)


main()
