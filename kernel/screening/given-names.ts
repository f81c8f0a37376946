/** Given names that are common in England among those who are cared for and those who care, in small letters. */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `aaron abdul abdullah abigail adam adrian agnes ahmed aisha alan albert alex alexander alexandra alfred ali alice alison
   amanda amelia amina amir amy andrew angela anita ann anna anne annie anthony antonio arthur audrey barbara barry beatrice bill
   ben benjamin bernard beryl betty beverley bob brenda brian bridget bruce carol caroline catherine cecil charles charlie
   charlotte chris christina christine christopher clare claire clive colin connie craig cynthia dan daniel danielle daphne
   darren david dawn deborah debbie dennis derek diana diane donald donna doreen doris dorothy douglas duncan edith edna edward
   edwin eileen elaine eleanor elizabeth ella ellen elsie emily emma eric ernest esther ethel eva evelyn fatima fiona florence
   frances francis frank fred frederick freda gary gavin geoff geoffrey george georgina gerald gertrude gillian gladys gloria
   gordon grace graham gwen hannah harold harriet harry hassan hazel heather helen henry herbert hilda holly hope howard hugh ian ibrahim
   irene iris isabel isabella ivan ivor ivy jack jackie jacob jacqueline james jamie jan jane janet janice jason jean jeanette
   jeffrey jennifer jenny jeremy jessica jessie jill jim jimmy joan joanna joanne joe john johnny jonathan jordan joseph
   josephine joshua joy joyce juan judith julia julian julie june karen karl kate katherine kathleen keith kelly ken kenneth
   kevin khadija kim krishna kumar kyle laura lauren lawrence lee leonard leslie lewis lilian lily linda lisa liz lorna louis
   louise lucy luke lynn mabel malcolm marcus margaret maria marian marie marilyn marion marjorie mark martha martin mary
   matthew maud maureen maurice mavis max megan melanie michael michelle mike mildred millie miriam mohammad mohammed moira
   molly monica muhammad muriel nancy naomi natalie nathan neil nicholas nicola nigel nina nora norma norman olga oliver olive
   olivia oscar pamela patel patricia patrick paul paula pauline peggy penelope penny peter philip phyllis priya rachel ralph raymond
   rebecca reginald richard rita rob robert robin roger ronald rose rosemary rosie ross roy russell ruth ryan sally sam samantha samuel
   sandra sara sarah scott sean sharon sheila shirley sidney simon singh sonia sophia sophie stanley stella stephanie stephen steve
   steven stuart susan suzanne sybil sylvia terence teresa terry thelma theresa thomas tim timothy tina toby tom tony tracey
   trevor valerie vanessa vera verity veronica victor victoria vincent violet virginia walter wayne wendy wilfred will william
   winifred yasmin yusuf yvonne zainab zoe`.split(/\s+/),
);

/**
 * Words of everyday care notes that are names too. They count as a name only when written with a capital, even at the
 * beginning.
 */
export const ALSO_WORDS: ReadonlySet<string> = new Set(
  `april art august baker bath bill black bob brown carer case chase christian cook day dawn dean drew early faith frank
   grace grant green grey guy hand head heather hill holly hope ivy jack joy june legg little long love mark may miles moody
   noble olive pain parish pat peace penny potter price ray rich rob rose sandy savage sharp short sky small smart speed
   storm strong summer sunny sweet swift violet walker ward waters way white will wise wood young`.split(/\s+/),
);
