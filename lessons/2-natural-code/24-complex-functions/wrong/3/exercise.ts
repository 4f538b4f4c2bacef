export function beale(x, y) {
  const [a, b] = [x.data, y.data];
  return (1.5 - a + a * b) ** 2 + (2.25 - a + a * b ** 2) ** 2 + (2.625 - a + a * b ** 3) ** 2;
}
