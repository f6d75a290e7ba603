#!/usr/bin/env bash
# Builds both images and asks each for an answer, on a machine without a container service and without a registry: over
# stand-ins of their base images, which debootstrap makes with this machine's own Node. The compose file is checked too.
#
#   sudo deploy/check-images.sh            takes ten to fifteen minutes and 6 GB below TMPDIR, and leaves nothing behind
#
# Needs root, Node 20 or newer, and Debian's buildah, debootstrap, docker-compose and curl. Ports 8080 and 8000 must be free.
set -euo pipefail
cd "$(dirname "$0")/.."

suite=${SUITE:-bookworm}
work=$(mktemp -d)
running=""
store=(--root "$work/storage" --runroot "$work/run" --storage-driver vfs)

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'check-images: %s\n' "$*" >&2; exit 1; }

stop() {
  [ -z "$running" ] || kill -- "-$running" 2>/dev/null || true
  running=""
}

clear_up() {
  stop
  buildah "${store[@]}" rm --all >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clear_up EXIT

[ "$(id -u)" = 0 ] || fail "debootstrap must run as root; got user $(id -un). Use sudo."
for program in node npm buildah debootstrap docker-compose curl; do
  command -v "$program" >/dev/null || fail "$program must be installed; got none."
done
for port in 8080 8000; do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then fail "port $port must be free; got a program that listens on it."; fi
done

# stand_in NAME FOLDER [CONFIG...]: the folder as an image of that name
stand_in() {
  local name=$1 folder=$2 container
  shift 2
  container=$(buildah "${store[@]}" from scratch)
  buildah "${store[@]}" add -q "$container" "$folder" / >/dev/null
  buildah "${store[@]}" config "$@" "$container"
  buildah "${store[@]}" commit -q "$container" "$name" >/dev/null
  buildah "${store[@]}" rm "$container" >/dev/null
  echo "$name"
}

# build NAME DOCKERFILE
build() {
  buildah "${store[@]}" build --format docker --isolation chroot --pull-never --ignorefile "$2.dockerignore" -f "$2" -t "$1" . || fail "$2 must build"
}

# answer NAME ADDRESS: starts the image as it says, and waits for its address
answer() {
  local container command
  container=$(buildah "${store[@]}" from --pull-never "localhost/$1")
  command=$(buildah "${store[@]}" inspect --type image --format '{{range .OCIv1.Config.Cmd}}{{.}} {{end}}' "localhost/$1")
  set -m
  # shellcheck disable=SC2086 # the command's words
  buildah "${store[@]}" run --isolation chroot "$container" -- sh -c "exec $command" >"$work/$1.log" 2>&1 & # stopped, buildah prints a trace of its own
  running=$!
  set +m
  for _ in $(seq 60); do
    if curl -fsS -o /dev/null "$2" 2>/dev/null; then return; fi
    kill -0 "$running" 2>/dev/null || { tail -5 "$work/$1.log"; fail "$1 must keep running; it ended."; }
    sleep 1
  done
  fail "$1 must answer $2 within a minute"
}

say "compose file"
docker-compose -f deploy/compose.yaml --profile endpoint --profile mlflow config --quiet
echo "deploy/compose.yaml holds"

say "stand-ins for the base images"
debootstrap --variant=minbase --include=ca-certificates,libstdc++6,nginx-light,wget "$suite" "$work/debian" >"$work/debootstrap.log" 2>&1 ||
  { tail -5 "$work/debootstrap.log"; fail "debootstrap must make $suite"; }
mkdir -p "$work/node/usr/local/bin" "$work/node/usr/local/lib/node_modules"
cp -a "$work/debian/." "$work/node/"
cp "$(readlink -f "$(command -v node)")" "$work/node/usr/local/bin/node"
cp -a "$(npm root -g)/npm" "$work/node/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/node/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$work/node/usr/local/bin/npx"
cp -L /etc/ssl/certs/ca-certificates.crt "$work/node/etc/ssl/certs/" # whom this machine trusts, for npm too
echo 'node:x:1000:1000::/home/node:/bin/sh' >>"$work/node/etc/passwd"
echo 'node:x:1000:' >>"$work/node/etc/group"
cp -aT "$work/debian" "$work/nginx"
mkdir -p "$work/nginx/usr/share/nginx/html"
cat >"$work/nginx/etc/nginx/nginx.conf" <<'CONF'
daemon off;
error_log /tmp/error.log;
pid /tmp/nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path /tmp/client_temp; proxy_temp_path /tmp/proxy_temp; fastcgi_temp_path /tmp/fastcgi_temp;
  uwsgi_temp_path /tmp/uwsgi_temp; scgi_temp_path /tmp/scgi_temp;
  include /etc/nginx/conf.d/*.conf;
}
CONF
stand_in docker.io/library/node:20-bookworm-slim "$work/node" --env PATH=/usr/local/bin:/usr/bin:/bin \
  --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt --cmd node
stand_in docker.io/nginxinc/nginx-unprivileged:stable-alpine "$work/nginx" --env PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  --user 101:101 --cmd 'nginx -e /tmp/error.log'
rm -rf "$work/debian" "$work/node" "$work/nginx"

say "deploy/Dockerfile"
build churnbook deploy/Dockerfile
answer churnbook http://127.0.0.1:8080/
for path in / /predict /predict.html /api/champion.json; do
  curl -fsS -o /dev/null -w "%{http_code} $path %{size_download} bytes\n" "http://127.0.0.1:8080$path"
done
curl -fsSI http://127.0.0.1:8080/ | grep -i '^content-security-policy: default-src' | cut -c1-72
[ "$(curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/nowhere)" = 404 ] || fail "/nowhere must be absent"
stop

say "deploy/endpoint.Dockerfile"
build churnbook-endpoint deploy/endpoint.Dockerfile
answer churnbook-endpoint http://127.0.0.1:8000/health
curl -fsS http://127.0.0.1:8000/health
echo
curl -fsS http://127.0.0.1:8000/openapi.json | head -c 120
echo
stop

say "both images build and answer"
