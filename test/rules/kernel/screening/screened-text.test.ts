import { folded, MOST_SCREENED, screenedText, wordsOf } from '../../../../kernel/screening/screened-text.js';

describe('a text made ready for the screening', () => {
  it('IDG-01: it is what a reader sees', () => {
    expect(screenedText('Ｍａｒ\u200bｇａ\u00adret\n\n  Маr')!.visible).toBe('Margaret Mar');
  });

  it('IDG-01: its words are folded, spelt out, and without a final s', () => {
    const { words, capitalised, said } = screenedText('The Téstertons’ dog; M A R Y rests.')!;
    expect([...words]).toEqual(expect.arrayContaining(['testertons', 'testerton', 'mary', 'rest']));
    expect([...capitalised]).toEqual(['the', 'testertons', 'm', 'a', 'r', 'y']);
    expect(said).toBe(' the testertons dog m a r y rests ');
  });

  it.each([
    ['07700 900123', ['077009', '770090', '700900', '009001', '090012', '900123'], '900123'],
    ['900 123 7', [], '900123'],
    ['9001237', ['001237'], '001237'],
  ])('IDG-01: the last six digits of a number are in %s', (text, _, last) => {
    expect(screenedText(text)!.sixDigits.has(last)).toBe(true);
  });

  it('IDG-01: six digits before a seventh are no number by themselves', () => {
    expect(screenedText('9001237')!.sixDigits.has('900123')).toBe(false);
  });

  it('IDG-01: a letter among digits is a digit, and a word is none', () => {
    expect(screenedText('O77OO 9OOl23 at 2 o’clock, I go on')!.numeric).toBe('07700 900123 at 2 o’clock, I go on');
  });

  it('IDG-27: it has a limit before its signs are written out, and after', () => {
    expect(screenedText('x'.repeat(MOST_SCREENED))).not.toBeNull();
    expect(screenedText('x'.repeat(MOST_SCREENED + 1))).toBeNull();
    // One sign that stands for eighteen letters.
    expect(screenedText('\ufdfa'.repeat(200))).not.toBeNull();
    expect(screenedText('\ufdfa'.repeat(400))).toBeNull();
  });

  it('IDG-01: words are without case, accent and punctuation', () => {
    expect(folded('ÉLISE')).toBe('elise');
    expect(wordsOf('Anne-Marie O’Neil, 3')).toEqual(['anne', 'marie', 'o', 'neil', '3']);
  });
});
