# POST /predict for those who need an endpoint. From the project's folder:
#   docker build -f deploy/endpoint.Dockerfile -t churnbook-endpoint .
#   docker run --rm -p 8000:8000 churnbook-endpoint
# It builds the site for its Champion, so a fresh clone is enough. Your own table: put it beside the project's files and add
#   --build-arg CHURN_DATA=users.csv --build-arg CHURN_DATASET=data/mine.dataset.json
# Its rows stay in the build stage; the image holds the program and the model, and nothing else.
FROM node:20-bookworm-slim AS build
WORKDIR /churnbook
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
ARG CHURN_DATA=""
ARG CHURN_DATASET=""
RUN npm run build
RUN npx esbuild data-loaders/serve/standalone.ts --bundle --platform=node --format=esm --target=node20 --outfile=endpoint.mjs

FROM node:20-bookworm-slim
WORKDIR /churnbook
COPY --from=build /churnbook/endpoint.mjs /churnbook/dist/api/champion.json ./
USER node
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "endpoint.mjs", "champion.json"]
