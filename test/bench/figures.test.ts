import { figure } from './figures.js';

describe('a figure', () => {
  const atLeast = (least: number) => ({ goal: `>= ${least}`, met: (value: number) => value >= least });

  it('has four digits of what is measured, and all of what is counted', () => {
    expect(figure('a', 12.345_678, 'ms')).toMatchObject({ value: 12.35 });
    expect(figure('a', 15_229, 'sockets')).toMatchObject({ value: 15_229 });
    expect(figure('a', 1, 's', { floor: 3 })).toMatchObject({ floor: 3, ratio: 0.3333 });
  });

  it.each([
    [15_230, 15_232, 15_230, false],
    [15_231.6, 15_232, 15_230, false],
    [14.999_96, 15, 14.99996, false],
    [15.000_04, 15, 15, true],
  ])('never reads as if it met a goal that it missed: %d of %d', (value, least, printed, met) => {
    expect(figure('a', value, 's', atLeast(least))).toMatchObject({ value: printed, met });
  });

  it('nor by its ratio', () => {
    const goal = { floor: 10, goal: 'ratio <= 0.5', met: (_: number, ratio: number) => ratio <= 0.5 };
    expect(figure('a', 5.000_01, 'ms', goal)).toMatchObject({ ratio: 0.500001, met: false });
    expect(figure('a', 4.999_99, 'ms', goal)).toMatchObject({ ratio: 0.5, met: true });
  });
});
