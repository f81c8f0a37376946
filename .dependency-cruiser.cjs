/**
 * Who may import what. Each rule says why and names the decision it keeps (docs/adr).
 *
 * Run by `npm run check`, as the check "imports". The syntax is read by swc: the cruiser's other reader of TypeScript
 * does not know version 7.
 */

/** One subgraph's folder; `$1` in a rule's `to` is the very same one. */
const subgraph = '^subgraphs/([^/]+)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'What imports each other is one thing in two files. Types may: they are gone when it runs. [adr/0013]',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'found',
      severity: 'error',
      comment: 'An import that leads nowhere. [adr/0013]',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment:
        'A rule sees facts, the policy and the words of the contract, and answers: no database, no clock, no GraphQL. [adr/0013]',
      from: { path: `${subgraph}rules/` },
      to: {
        pathNot: [
          '^subgraphs/$1/rules/',
          '^kernel/(values/(content-hash|ids|input-limits|refusal|state-table|postcode|nhs-number|split-evenly)|identity/(caller|scopes-of-role)|time/(working-time|bank-holidays|notice)|screening/[^/]+)\\.ts$',
          '^schema/(policy|involved|events/[^/]+)\\.ts$',
          '^node_modules/zod/',
        ],
      },
    },
    {
      name: 'entities-are-at-the-bottom',
      severity: 'error',
      comment: 'An entity is a table and a public type; what is done with it is above it. [adr/0001, adr/0013]',
      from: { path: `${subgraph}entities/` },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/(entities|rules)/' },
    },
    {
      name: 'commands-know-no-edge',
      severity: 'error',
      comment: 'A command is the same whether a client, an event or a deadline asks for it. [adr/0013]',
      from: { path: `${subgraph}commands/` },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/(commands|steps|reads|entities|rules)/' },
    },
    {
      name: 'steps-are-parts-of-commands',
      severity: 'error',
      comment: 'A step runs inside the transaction of a command; it calls none. [adr/0013]',
      from: { path: `${subgraph}steps/` },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/(steps|reads|entities|rules)/' },
    },
    {
      name: 'reads-change-nothing',
      severity: 'error',
      comment: 'Whoever reads may do so outside a transaction: nothing that writes is at hand. [adr/0013]',
      from: { path: `${subgraph}reads/` },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/(reads|entities|rules)/' },
    },
    {
      name: 'edges-know-no-other-edge',
      severity: 'error',
      comment: 'GraphQL, reactions and deadlines each turn an outside fact into a command. [adr/0013]',
      from: { path: `${subgraph}(graphql/|reactions\\.ts|deadlines\\.ts)` },
      to: { path: '^subgraphs/$1/', pathNot: '^subgraphs/$1/($2|commands/|steps/|reads/|entities/|rules/)' },
    },
    {
      name: 'steps-are-for-commands-alone',
      severity: 'error',
      comment: 'An edge calls a command, which runs its steps under its own locks. [adr/0013]',
      from: { path: '^(adapters|gateway|hub|kernel|schema|subgraphs)/', pathNot: `${subgraph}(commands|steps)/` },
      to: { path: `${subgraph}steps/` },
    },
    {
      name: 'subgraphs-keep-apart',
      severity: 'error',
      comment: 'A subgraph learns of another by events and questions, never by its code. [adr/0003]',
      from: { path: subgraph },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'subgraphs-know-nobody-above',
      severity: 'error',
      comment: 'A subgraph runs by itself, over the kernel and the contract. [adr/0003]',
      from: { path: '^subgraphs/' },
      to: { path: '^(adapters|dashboard|gateway|hub|test)/' },
    },
    {
      name: 'kernel-knows-no-domain',
      severity: 'error',
      comment:
        'The kernel has no word of the field in it; of the contract it knows the envelope of an event, that there is a policy document, and the days of the week. [adr/0013]',
      from: { path: '^kernel/' },
      to: {
        path: '^(adapters|dashboard|gateway|hub|schema|subgraphs|test)/',
        pathNot: '^schema/(events/envelope|policy|weekdays)\\.ts$',
      },
    },
    {
      name: 'one-file-of-the-kernel-reads-policies',
      severity: 'error',
      comment: 'Whoever needs a figure of the policy is handed it. [adr/0006, adr/0013]',
      from: { path: '^kernel/', pathNot: '^kernel/database/policy-in-force\\.ts$' },
      to: { path: '^schema/policy\\.ts$' },
    },
    {
      name: 'contract-stands-by-itself',
      severity: 'error',
      comment: 'What crosses a boundary belongs to neither side of it, and reads no database. [adr/0002]',
      from: { path: '^schema/' },
      to: { path: '^(adapters|dashboard|gateway|hub|kernel|subgraphs|test)/' },
    },
    {
      name: 'gateway-knows-no-subgraph',
      severity: 'error',
      comment: 'The gateway knows the supergraph, not who answers it. [adr/0011]',
      from: { path: '^gateway/' },
      to: { path: '^(adapters|dashboard|hub|subgraphs|test)/' },
    },
    {
      name: 'one-file-knows-the-gateway-runtime',
      severity: 'error',
      comment: 'So that another runtime is one file away. [adr/0011]',
      from: { pathNot: '^(gateway/gateway|test/gateway/gateway\\.test|test/bench/hive-push)\\.ts$' },
      to: { path: '^node_modules/(@graphql-hive|@graphql-mesh)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-use-the-public-api',
      severity: 'error',
      comment: 'An adapter is a client: what it needs, any vendor can have. [adr/0002]',
      from: { path: '^(adapters|dashboard)/' },
      to: { path: '^(gateway|hub|kernel|schema|subgraphs|test)/', pathNot: '^schema/operations/' },
    },
    {
      name: 'adapters-know-no-other',
      severity: 'error',
      comment: 'Each adapter can be taken away, or copied by a vendor, by itself. [adr/0002]',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^adapters/[^/]+/', pathNot: '^adapters/$1/' },
    },
    {
      name: 'the-database-is-the-subgraphs',
      severity: 'error',
      comment: 'Rows are read through a subgraph, where row-level security is. [adr/0003, adr/0015]',
      from: { path: '^(adapters|dashboard|gateway|schema)/' },
      to: { path: '^node_modules/@mikro-orm/' },
    },
    {
      name: 'production-needs-no-development-package',
      severity: 'error',
      comment:
        'What is not installed in production cannot be imported there, nor may its licence; the demo and the checks are not installed either. [adr/0016]',
      from: { path: '^(adapters|gateway|hub|kernel|schema|subgraphs)/', pathNot: '^hub/(checks|demo)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'checks-stand-apart',
      severity: 'error',
      comment: 'What checks the repository is no part of what runs. [adr/0013]',
      from: { pathNot: '^(hub/checks|test/(matrix|registers))/' },
      to: { path: '^hub/checks/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
