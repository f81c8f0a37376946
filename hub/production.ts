/**
 * What runs here is no development of GraphQL: without this, graphql-js compares every type in a slower way that looks
 * for a second copy of itself. Imported before anything that imports it.
 */
process.env.NODE_ENV ??= 'production';
