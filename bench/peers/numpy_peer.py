"""The arithmetic of the benchmark's cases in NumPy, as a framework like DeZero does it: whole arrays, one step after the
other, convolution by im2col and one product. Reads lines of JSON {name, args, times, clock} and answers each with a line:
{milliseconds} of so many runs, or for times 0 the result as {data, dtype}. Inputs come from NumPy's seeded generator,
which the engine has too, so nothing but names crosses the pipe. Where Python finds the package dezero (of the book's
repository), some cases run in it.
"""

import base64
import json
import sys
import time

import numpy as np

RATE = 0.01


def single(array):
    return np.ascontiguousarray(array, dtype=np.float32)


# Products ------------------------------------------------------------------------------------------------------------


def matmul(m, k, n, first, second, dtype):
    """`first` and `second`: whether the operand is held transposed."""
    np.random.seed(0)
    a = np.random.randn(*((k, m) if first else (m, k))).astype(dtype)
    b = np.random.randn(*((n, k) if second else (k, n))).astype(dtype)
    left = a.T if first else a
    right = b.T if second else b
    run = lambda: left.dot(right)
    return run, run


# Elements ------------------------------------------------------------------------------------------------------------


def elements(op, size):
    np.random.seed(0)
    x = np.random.randn(size).astype(np.float32)
    y = np.random.randn(size).astype(np.float32)
    run = {
        "exp": lambda: np.exp(x),
        "tanh": lambda: np.tanh(x),
        "sigmoid": lambda: np.tanh(x * np.float32(0.5)) * np.float32(0.5) + np.float32(0.5),
        "add": lambda: x + y,
        "sum": lambda: np.sum(x),
    }[op]
    return run, run


# Networks ------------------------------------------------------------------------------------------------------------


def losses(make):
    """A training as a case: its runs go on with one network, its answer is the first losses of a new one."""
    return make(), lambda: np.array((lambda step: [step(), step(), step()])(make()), dtype=np.float64)


def cross_entropy(y, t):
    """The loss, and the gradient by y."""
    rows = np.arange(len(t))
    top = y.max(axis=1, keepdims=True)
    shifted = y - top
    log_z = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    log_p = shifted - log_z
    loss = -log_p[rows, t].sum() / np.float32(len(t))
    gradient = np.exp(log_p) - np.eye(y.shape[1], dtype=y.dtype)[t]
    return loss, gradient * np.float32(1 / len(t))


def descend(params, gradients):
    for param, gradient in zip(params, gradients):
        param -= np.float32(RATE) * gradient


def mlp():
    """784-1000-10, batch 100: sigmoid, cross entropy, SGD; gradients by all inputs of each product."""
    np.random.seed(0)
    x = single(np.random.rand(100, 784))
    W1 = single(np.random.randn(784, 1000) * np.sqrt(1 / 784))
    W2 = single(np.random.randn(1000, 10) * np.sqrt(1 / 1000))
    t = np.arange(100) % 10

    def make():
        params = [W1.copy(), np.zeros(1000, np.float32), W2.copy(), np.zeros(10, np.float32)]

        def step():
            w1, b1, w2, b2 = params
            a = x.dot(w1) + b1
            h = np.tanh(a * np.float32(0.5)) * np.float32(0.5) + np.float32(0.5)
            loss, gy = cross_entropy(h.dot(w2) + b2, t)
            gh = gy.dot(w2.T)
            gw2 = h.T.dot(gy)
            ga = gh * h * (1 - h)
            ga.dot(w1.T)
            gw1 = x.T.dot(ga)
            descend(params, [gw1, ga.sum(axis=0), gw2, gy.sum(axis=0)])
            return loss

        return step

    return losses(make)


def patches(x, size, stride, pad):
    """(N, C, H, W) to (N, C, size, size, OH, OW): what lies under each place of the window."""
    n, c, height, width = x.shape
    oh = (height + 2 * pad - size) // stride + 1
    ow = (width + 2 * pad - size) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.empty((n, c, size, size, oh, ow), dtype=x.dtype)
    for row in range(size):
        for column in range(size):
            out[:, :, row, column] = padded[
                :, :, row : row + stride * oh : stride, column : column + stride * ow : stride
            ]
    return out


def unpatch(columns, shape, stride, pad):
    """Adds every patch back to where it came from."""
    n, c, height, width = shape
    _, _, size, _, oh, ow = columns.shape
    padded = np.zeros((n, c, height + 2 * pad, width + 2 * pad), dtype=columns.dtype)
    for row in range(size):
        for column in range(size):
            padded[:, :, row : row + stride * oh : stride, column : column + stride * ow : stride] += columns[
                :, :, row, column
            ]
    return padded[:, :, pad : pad + height, pad : pad + width]


def conv(x, w, b):
    columns = patches(x, w.shape[2], 1, 1)
    y = np.tensordot(columns, w, ((1, 2, 3), (1, 2, 3))) + b
    return np.moveaxis(y, 3, 1)


def conv_gradients(x, w, gy):
    """By the pictures, the kernels and the bias."""
    spread = np.moveaxis(np.tensordot(w, gy, (0, 1)), 3, 0)
    gx = unpatch(spread, x.shape, 1, 1)
    gw = np.tensordot(gy, patches(x, w.shape[2], 1, 1), ((0, 2, 3), (0, 4, 5)))
    return gx, gw, gy.sum(axis=(0, 2, 3))


def pool(x):
    """The largest of each 2 by 2, and which one it was."""
    n, c, height, width = x.shape
    columns = patches(x, 2, 2, 0).reshape(n, c, 4, height // 2, width // 2)
    return columns.max(axis=2), columns.argmax(axis=2)


def pool_gradient(x, winners, gy):
    n, c, oh, ow = gy.shape
    flat = np.zeros(gy.size * 4, dtype=gy.dtype)
    flat[winners.ravel() + np.arange(gy.size) * 4] = gy.ravel()
    columns = flat.reshape(n, c, oh, ow, 2, 2).transpose(0, 1, 4, 5, 2, 3)
    return unpatch(columns, x.shape, 2, 0)


def cnn():
    """1-16-32 channels, 28 by 28, batch 64: twice convolution 3 by 3, relu and pooling 2 by 2; linear, cross entropy, SGD."""
    np.random.seed(0)
    x = single(np.random.rand(64, 1, 28, 28))
    K1 = single(np.random.randn(16, 1, 3, 3) * np.sqrt(1 / 9))
    K2 = single(np.random.randn(32, 16, 3, 3) * np.sqrt(1 / 144))
    W = single(np.random.randn(1568, 10) * np.sqrt(1 / 1568))
    t = np.arange(64) % 10

    def make():
        params = [
            K1.copy(),
            np.zeros(16, np.float32),
            K2.copy(),
            np.zeros(32, np.float32),
            W.copy(),
            np.zeros(10, np.float32),
        ]

        def step():
            k1, c1, k2, c2, w, b = params
            a1 = conv(x, k1, c1)
            h1 = np.maximum(a1, np.float32(0))
            p1, won1 = pool(h1)
            a2 = conv(p1, k2, c2)
            h2 = np.maximum(a2, np.float32(0))
            p2, won2 = pool(h2)
            flat = p2.reshape(64, -1)
            loss, gy = cross_entropy(flat.dot(w) + b, t)
            gw = flat.T.dot(gy)
            gp2 = gy.dot(w.T).reshape(p2.shape)
            ga2 = pool_gradient(h2, won2, gp2) * (a2 > 0)
            gp1, gk2, gc2 = conv_gradients(p1, k2, ga2)
            ga1 = pool_gradient(h1, won1, gp1) * (a1 > 0)
            _, gk1, gc1 = conv_gradients(x, k1, ga1)
            descend(params, [gk1, gc1, gk2, gc2, gw, gy.sum(axis=0)])
            return loss

        return step

    return losses(make)


# Python DeZero -------------------------------------------------------------------------------------------------------


def rosenbrock(steps, lr):
    from dezero import Variable

    def run():
        x0, x1 = Variable(np.array(0.0)), Variable(np.array(2.0))
        for _ in range(steps):
            y = 100 * (x1 - x0**2) ** 2 + (x0 - 1) ** 2
            x0.cleargrad()
            x1.cleargrad()
            y.backward()
            x0.data -= lr * x0.grad.data
            x1.data -= lr * x1.grad.data
        return np.array([x0.data, x1.data])

    return run, run


def tanh_derivative(order, times):
    import dezero.functions as F
    from dezero import Variable

    def once():
        x = Variable(np.array(1.0))
        y = F.tanh(x)
        for _ in range(order):
            y.backward(create_graph=True)
            y = x.grad
            x.cleargrad()
        return y.data

    def run():
        for _ in range(times):
            once()

    return run, lambda: np.array([once()])


def lstm(batch, hidden, bptt):
    """Step 60: an epoch of each run, the loss of a network's first epoch as the answer."""
    import dezero
    import dezero.functions as F
    import dezero.layers as L

    class Network(dezero.Model):
        def __init__(self):
            super().__init__()
            self.rnn = L.LSTM(hidden)
            self.fc = L.Linear(1)

        def forward(self, x):
            return self.fc(self.rnn(x))

    def make():
        np.random.seed(0)
        series = dezero.datasets.SinCurve(train=True)
        loader = dezero.SeqDataLoader(series, batch_size=batch)
        network = Network()
        optimizer = dezero.optimizers.Adam().setup(network)

        def epoch():
            network.rnn.reset_state()
            loss, count = 0, 0
            for x, t in loader:
                loss += F.mean_squared_error(network(x), t)
                count += 1
                if count % bptt == 0 or count == len(series):
                    network.cleargrads()
                    loss.backward()
                    loss.unchain_backward()
                    optimizer.update()
            return loss.data

        return epoch

    return make(), lambda: np.array([make()()])


def why_no_dezero():
    """None where it is there."""
    try:
        import dezero  # noqa: F401
    except Exception as error:
        return f"python3 has no package dezero ({type(error).__name__}: {error})"
    return None


# The conversation ----------------------------------------------------------------------------------------------------

CASES = {
    "matmul": matmul,
    "elements": elements,
    "mlp": mlp,
    "cnn": cnn,
    "rosenbrock": rosenbrock,
    "tanh_derivative": tanh_derivative,
    "lstm": lstm,
}


def answer(request, made):
    key = json.dumps([request["name"], request["args"]], sort_keys=True)
    # Inputs of the case before are let go; they would only take memory.
    if key not in made:
        made.clear()
        made[key] = CASES[request["name"]](**request["args"])
    run, result = made[key]
    if request["times"] == 0:
        array = np.ascontiguousarray(result())
        data = base64.b64encode(array.astype(array.dtype.newbyteorder("<")).tobytes())
        return {"data": data.decode(), "dtype": str(array.dtype)}
    clock = time.perf_counter if request["clock"] == "wall" else time.process_time
    started = clock()
    for _ in range(request["times"]):
        run()
    return {"milliseconds": (clock() - started) * 1000}


def main():
    made = {}
    print(json.dumps({"version": np.__version__, "noDezero": why_no_dezero()}), flush=True)
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line), made)
        except Exception as error:  # the benchmark shows it and goes on without
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


main()
