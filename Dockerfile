# test/hub/image.test.ts replays these lines, and starts what comes of them.
FROM node:24-bookworm-slim AS build
WORKDIR /hub
COPY package.json package-lock.json .npmrc ./
COPY test/conformance/no-rover test/conformance/no-rover
# The compiler's binary is an optional package, one for each platform: it is needed here, and not in the image.
RUN npm ci --omit=dev
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:24-bookworm-slim
WORKDIR /hub
ENV NODE_ENV=production
COPY --from=build /hub/node_modules node_modules
COPY --from=build /hub/dist dist
COPY --from=build /hub/schema schema
COPY --from=build /hub/adapters/visits/layouts adapters/visits/layouts
COPY --from=build /hub/package.json /hub/LICENSE /hub/NOTICE .
USER node
ENTRYPOINT ["node", "dist/hub/cli.js"]
