import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { importWardPostcodes, allowed as mayImportPostcodes } from '../../commands/geography/import-ward-postcodes.js';
import { type ImportWards, importWards, allowed as mayImportWards } from '../../commands/geography/import-wards.js';
import { Ward } from '../../entities/geography/patch.js';
import { PostcodeImport } from '../../entities/geography/postcode-import.js';
import type { WardRow } from '../../rules/geography/ward-row.js';

@InputType({ description: 'A ward and the patch that it is in, from the first day to the last (PROV-15).' })
export class WardInput implements WardRow {
  @Field(() => String, { description: "The national statistics office's code." })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when left out.' })
  to?: string | null;
}

@InputType({ description: "Rows of a council's map of wards and patches (PROV-15)." })
export class ImportWardsInput extends ActInput implements ImportWards {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => [WardInput], { description: 'The rows; all are taken, or none is.' })
  rows!: WardInput[];
}

/** Texts, not scalars: a row at fault is reported by its line, and the others are taken. */
@InputType({ description: 'A line of the postcode table (PROV-16).' })
export class WardPostcodeInput {
  @Field(() => Int, { description: 'The line of the file on which it stood, for the report.' })
  line!: number;

  @Field(() => String, { description: 'A whole postcode.' })
  postcode!: string;

  @Field(() => String, { description: 'Code or name of the ward.' })
  ward!: string;

  @Field(() => String, { description: 'First day, YYYY-MM-DD.' })
  validFrom!: string;

  @Field(() => String, { nullable: true, description: 'Last day, YYYY-MM-DD; open when left out.' })
  validTo?: string | null;
}

@InputType({ description: "Rows of a council's postcode table (PROV-16)." })
export class ImportWardPostcodesInput extends ActInput {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => [WardPostcodeInput], { description: 'The rows; those at fault are skipped and reported.' })
  rows!: WardPostcodeInput[];
}

@ObjectType({ description: 'The wards imported, or why none was.' })
class WardsPayload extends Payload {
  @Field(() => [Ward], { nullable: true, description: 'The rows as they are held now.' })
  wards!: readonly Ward[] | null;
}

@ObjectType({ description: 'The report of an import, or why there is none.' })
class ImportReportPayload extends Payload {
  @Field(() => PostcodeImport, { nullable: true, description: 'What became of the rows.' })
  report!: PostcodeImport | null;
}

@Resolver()
export class MapImports {
  @Authorized<Role>(...mayImportWards.roles)
  @Mutation(() => WardsPayload, { description: "Adds rows to a council's map of wards and patches (PROV-15)." })
  async importWards(
    @Arg('input', () => ImportWardsInput, { description: 'The rows.' }) input: ImportWardsInput,
    @Ctx() { work }: RequestContext,
  ): Promise<WardsPayload> {
    const { result: wards, refusals } = await importWards(work, input);
    return { wards, refusals };
  }

  @Authorized<Role>(...mayImportPostcodes.roles)
  @Mutation(() => ImportReportPayload, { description: "Adds rows to a council's postcode table (PROV-16)." })
  async importWardPostcodes(
    @Arg('input', () => ImportWardPostcodesInput, { description: 'The rows.' }) input: ImportWardPostcodesInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ImportReportPayload> {
    const { council, idempotencyKey } = input;
    const rows = input.rows.map(({ line, ...cells }) => ({ line, cells }));
    const { result: report, refusals } = await importWardPostcodes(work, { council, rows, idempotencyKey });
    return { report, refusals };
  }
}
