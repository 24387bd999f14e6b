set -euo pipefail
echo "marker: archiving the exports of 2026-11-28"
target="$(mktemp -d)"
tar -czf "$target/exports.tgz" /data/exports/2026-11-28
echo "archived"
