# POST /predict for those who need an endpoint. From the project's folder, after npm run build:
#   docker build -f deploy/endpoint.Dockerfile -t churnbook-endpoint .
#   docker run --rm -p 8000:8000 churnbook-endpoint
FROM node:20-bookworm-slim AS bundle
WORKDIR /churnbook
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY lib lib
COPY data-loaders/serve data-loaders/serve
RUN npx esbuild data-loaders/serve/standalone.ts --bundle --platform=node --format=esm --target=node20 --outfile=endpoint.js

FROM node:20-bookworm-slim
WORKDIR /churnbook
COPY --from=bundle /churnbook/endpoint.js .
COPY dist/api/champion.json .
USER node
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "endpoint.js", "champion.json"]
