import { Arg, Directive, Field, FieldResolver, Float, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { federatedSchema } from '../../../kernel/graphql/federated-schema.js';

/**
 * The subgraph that Apollo's compatibility suite asks every federation library for, written as ours are: classes, made
 * into a schema by the kernel. It uses each directive of federation once. The suite prescribes its data.
 */

const HEAD = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.3"
    import: ["@composeDirective", "@external", "@inaccessible", "@interfaceObject", "@key", "@override", "@provides", "@requires", "@shareable", "@tag"]
  )
  @link(url: "https://myspecs.dev/myCustomDirective/v1.0", import: ["@custom"])
  @composeDirective(name: "@custom")

directive @custom on OBJECT

`;

@ObjectType()
@Directive('@key(fields: "email")')
class User {
  @Field(() => ID)
  email!: string;

  @Field(() => String, { nullable: true })
  @Directive('@override(from: "users")')
  name!: string | null;

  @Field(() => Int, { nullable: true })
  @Directive('@external')
  totalProductsCreated!: number | null;

  @Field(() => Int)
  @Directive('@external')
  yearsOfEmployment!: number;
}

@ObjectType()
class CaseStudy {
  @Field(() => ID)
  caseNumber!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;
}

@ObjectType()
@Directive('@key(fields: "study { caseNumber }")')
class ProductResearch {
  @Field(() => CaseStudy)
  study!: CaseStudy;

  @Field(() => String, { nullable: true })
  outcome!: string | null;
}

@ObjectType()
@Directive('@shareable')
class ProductDimension {
  @Field(() => String, { nullable: true })
  size!: string | null;

  @Field(() => Float, { nullable: true })
  weight!: number | null;

  @Field(() => String, { nullable: true })
  @Directive('@inaccessible')
  unit!: string | null;
}

@ObjectType()
class ProductVariation {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
@Directive('@custom')
@Directive('@key(fields: "id")')
@Directive('@key(fields: "sku package")')
@Directive('@key(fields: "sku variation { id }")')
class Product {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  sku!: string | null;

  @Field(() => String, { nullable: true })
  package!: string | null;

  @Field(() => ProductVariation, { nullable: true })
  variation!: ProductVariation | null;

  @Field(() => ProductDimension, { nullable: true })
  dimensions!: ProductDimension | null;

  @Field(() => User, { nullable: true })
  @Directive('@provides(fields: "totalProductsCreated")')
  createdBy!: User | null;

  @Field(() => String, { nullable: true })
  @Directive('@tag(name: "internal")')
  notes!: string | null;

  @Field(() => [ProductResearch])
  research!: ProductResearch[];
}

@ObjectType()
@Directive('@key(fields: "sku package")')
class DeprecatedProduct {
  @Field(() => String)
  sku!: string;

  @Field(() => String)
  package!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => User, { nullable: true })
  createdBy!: User | null;
}

@ObjectType()
@Directive('@interfaceObject')
@Directive('@key(fields: "id")')
class Inventory {
  @Field(() => ID)
  id!: string;

  @Field(() => [DeprecatedProduct])
  deprecatedProducts!: DeprecatedProduct[];
}

const USER: User = {
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
};
const DIMENSIONS: ProductDimension = { size: 'small', weight: 1, unit: 'kg' };
const RESEARCH: ProductResearch[] = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
];
const PRODUCTS: Product[] = [
  {
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    dimensions: DIMENSIONS,
    createdBy: USER,
    notes: null,
    research: RESEARCH.slice(0, 1),
  },
  {
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    dimensions: DIMENSIONS,
    createdBy: USER,
    notes: null,
    research: RESEARCH.slice(1),
  },
];
const DEPRECATED: DeprecatedProduct = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: USER,
};

function deprecatedBy(key: Pick<DeprecatedProduct, 'sku' | 'package'>): DeprecatedProduct | null {
  return key.sku === DEPRECATED.sku && key.package === DEPRECATED.package ? DEPRECATED : null;
}

@Resolver(() => Product)
class Products {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string): Product | null {
    return PRODUCTS.find((each) => each.id === id) ?? null;
  }

  @Query(() => DeprecatedProduct, { nullable: true, deprecationReason: 'Use product query instead' })
  deprecatedProduct(
    @Arg('sku', () => String) sku: string,
    @Arg('package', () => String) name: string,
  ): DeprecatedProduct | null {
    return deprecatedBy({ sku, package: name });
  }
}

@Resolver(() => User)
class Users {
  @FieldResolver(() => Int, { nullable: true })
  @Directive('@requires(fields: "totalProductsCreated yearsOfEmployment")')
  averageProductsCreatedPerYear(@Root() user: User): number | null {
    return user.totalProductsCreated === null ? null : Math.round(user.totalProductsCreated / user.yearsOfEmployment);
  }
}

/** A product by whichever of its three keys was given. */
function productBy(key: Partial<Product>): Product | null {
  const found = PRODUCTS.find(
    (each) =>
      (key.id === undefined || each.id === key.id) &&
      (key.sku === undefined || each.sku === key.sku) &&
      (key.package === undefined || each.package === key.package) &&
      (key.variation == null || each.variation?.id === key.variation.id),
  );
  return found ?? null;
}

export function productsSchema() {
  return federatedSchema(
    [Products, Users],
    {
      Product: async (key: Partial<Product>) => productBy(key),
      DeprecatedProduct: async (key: DeprecatedProduct) => deprecatedBy(key),
      ProductResearch: async ({ study }: ProductResearch) =>
        RESEARCH.find((each) => each.study.caseNumber === study.caseNumber) ?? null,
      // What other subgraphs own comes with the reference, when it is required.
      User: async (user: User) => (user.email === USER.email ? { ...USER, ...user } : null),
      Inventory: async ({ id }: Inventory) => ({ id, deprecatedProducts: [DEPRECATED] }),
    },
    { head: HEAD, onlyReferenced: [Inventory] },
  );
}
