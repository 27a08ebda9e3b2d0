#!/bin/sh
# What the browser gets: src/main/web (and the class names in the templates) -> target/classes/static/assets/app.{css,js}.
# Without Node the committed copies in src/main/web/fallback serve; `--fallback` renews those too (./velocity format does).
set -eu
cd "$(dirname "$0")/../../.."

fallback=src/main/web/fallback
assets=target/classes/static/assets
bin=node_modules/.bin
mkdir -p "$assets"
cp src/main/web/icons/* "$assets/"

if ! { command -v node && command -v npm; } >/dev/null; then
    echo "web: no Node here, using the committed copies"
    cp "$fallback"/* "$assets/"
    exit 0
fi

# npm leaves node_modules/.package-lock.json behind each installation.
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ]; then
    npm ci --no-audit --no-fund --loglevel=error
    touch "$installed"
fi

sources="package.json package-lock.json tailwind.config.js src/main/web src/main/jte"
[ ! -d src/main/java/dev/velocity/console ] || sources="$sources src/main/java/dev/velocity/console"
if [ ! -f "$assets/app.css" ] || [ ! -f "$assets/app.js" ] ||
    [ -n "$(find $sources -newer "$assets/app.css" | head -n 1)" ]; then
    "$bin/tsc" --noEmit --project src/main/web/tsconfig.json
    # What only some pages need is a chunk of its own, loaded when it is.
    "$bin/esbuild" src/main/web/ts/app.ts --bundle --splitting --minify --format=esm --target=es2023 --charset=utf8 \
        --chunk-names='[name]' --log-level=warning --outdir="$assets"
    "$bin/tsc" --noEmit --project src/main/web/worker/tsconfig.json
    "$bin/esbuild" src/main/web/worker/worker.ts --bundle --minify --format=iife --target=es2023 --charset=utf8 \
        --log-level=warning --outfile="$assets/worker.js"
    said=$("$bin/tailwindcss" --input src/main/web/css/app.css --output "$assets/app.css" --minify 2>&1) || {
        echo "$said" >&2
        exit 1
    }
    # Tailwind's reset is for pseudo-elements too, and so a browser would work out three of them for every element.
    sed 's/\*,:after,:before,::backdrop{box-sizing/*{box-sizing/' "$assets/app.css" >"$assets/app.css.new"
    if cmp -s "$assets/app.css" "$assets/app.css.new"; then
        echo "build.sh: Tailwind's reset reads otherwise than this script expects: look at its first rule" >&2
        rm "$assets/app.css" "$assets/app.css.new"
        exit 1
    fi
    mv "$assets/app.css.new" "$assets/app.css"
    touch "$assets/app.css"
fi

[ "${1-}" = --fallback ] || exit 0
for file in app.css app.js chart.js chunk.js worker.js; do
    cmp -s "$assets/$file" "$fallback/$file" || cp "$assets/$file" "$fallback/$file"
done
