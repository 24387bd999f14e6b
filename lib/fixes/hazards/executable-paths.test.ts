import { describe, expect, it } from "vitest";
import { pathObjection } from "@/lib/fixes/patches/file-path";
import { executableRule } from "@/lib/fixes/hazards/executable-paths";

const verdict = (path: string, isNew = true) => executableRule(path, isNew)?.verdict ?? "ordinary";
const each = (list: string) => list.split(/\s+/).filter(Boolean);

describe("refused", () => {
  it.each([
    [
      "CI services",
      `.github/workflows/ci.yml .gitlab/ci/build.yml .gitlab-ci.yml ci/build.gitlab-ci.yml .azure-pipelines/build.yml gitlab-ci.yml bamboo-specs/bamboo.yml
      azure-pipelines/deploy.yml azure-pipelines.release.yml .zuul.yaml zuul.d/jobs.yaml .zuul.d/jobs.yaml Tiltfile
      k8s/api.tiltfile .circleci/config.yml .buildkite/pipeline.yml .cirrus.star .travis.yml Jenkinsfile Jenkinsfile.prod
      ci/release.Jenkinsfile .builds/debian.yml .build.yml .readthedocs.yaml .tekton/push.yaml .onedev-buildspec.yml .space.kts .mega-linter.yml .trunk/trunk.yaml kokoro/x.cfg skaffold.yaml
      buildspec-prod.yml .taskcluster.yml .semaphore/semaphore.yml atlantis.yaml Earthfile .harness/pipe.yaml`,
    ],
    [
      "hosting services",
      "netlify.toml vercel.json render.yaml fly.toml .ebextensions/01.config apps/web/vercel.json",
    ],
    ["automatic merges", "renovate.json5 .mergify.yml CODEOWNERS docs/CODEOWNERS OWNERS .kodiak.toml"],
    [
      "hooks",
      `.pre-commit-config.yaml .pre-commit-hooks.yaml lefthook.yml .husky/pre-push hooks/pre-commit scripts/post-checkout
      hooks/commit-msg .lintstagedrc.json lint-staged.config.mjs prek.toml`,
    ],
    [
      "editors",
      `.vscode/tasks.json .idea/workspace.xml team.code-workspace .devcontainer.json .gitpod.yml .dir-locals.el .exrc
      .vimrc .zed/tasks.json proj.sublime-project .gdbinit .ycm_extra_conf.py .project .run/all.run.xml`,
    ],
    [
      "shells",
      ".env .env.local .env.production .envrc dags/.envrc .mise.toml mise.toml devbox.json .bashrc .Rprofile .Renviron",
    ],
    [
      "assistants",
      "CLAUDE.md AGENTS.md .cursor/rules/x.mdc .mcp.json .clinerules .kiro/steering/x.md docs/SKILL.md",
    ],
    [
      "tools' configuration",
      `.cargo/config.toml .bazelrc ci.bazelrc tools/bazel .mvn/jvm.config .mvn/extensions.xml mvnw gradlew
      gradle/wrapper/gradle-wrapper.properties .npmrc .yarnrc.yml .yarn/releases/yarn.cjs .pnpmfile.cjs bunfig.toml
      pip.conf .condarc .netrc .gitattributes .gitconfig .hg/hgrc .ssh/config .terraformrc .htaccess`,
    ],
    [
      "every Python process",
      "sitecustomize.py src/usercustomize.py x.pth lib/sitecustomize/__init__.py evil.egg-link",
    ],
    ["programs", "lib/x.so tools/run.exe dist/a.whl x.pyc libs/b.jar dags/packaged.zip lib/libx.so.1"],
  ])("%s", (_, list) => {
    for (const path of each(list))
      expect([path, verdict(path), pathObjection(path)]).toEqual([path, "refuse", expect.any(String)]);
  });

  it("ignores case and Unicode form", () => {
    const paths = each(".GitHub/workflows/x.yml .CARGO/config JENKINSFILE .Env Sub/.VSCODE/tasks.json");
    const odd = [
      ".github./workflows/x.yml",
      ".env ",
      ".vscode /tasks.json",
      "\uFF2Aenkinsfile",
      ".\u017Fsh/config",
    ];
    for (const path of [...paths, ...odd]) expect([path, verdict(path)]).toEqual([path, "refuse"]);
  });

  it.each([
    "GITHUB~1/workflows/x.yml",
    "sub/JENKIN~1",
    "x/HEAD",
    "a/.git/config",
    "a/.GIT ./config",
    ".gitmodules",
  ])("what git or Windows normalizes: %s", (path) => {
    expect(pathObjection(path)).not.toBeNull();
  });
});

describe("flagged", () => {
  it.each([
    [
      "builds",
      `build.rs gulpfile.js Gruntfile.js pom.xml build.gradle build.gradle.kts settings.gradle buildSrc/src/x.kt build.sbt
      project/Deps.scala setup.py noxfile.py SConstruct meson.build CMakeLists.txt BUILD.bazel WORKSPACE defs.bzl Gemfile
      x.gemspec Rakefile Vagrantfile flake.nix mix.exs docs/conf.py src/app.csproj conda/meta.yaml binding.gyp`,
    ],
    [
      "configuration of builds and tests",
      `jest.config.js vite.config.ts web/webpack.config.cjs babel.config.js .babelrc .eslintrc.js .mocharc.cjs tsconfig.json
      pyproject.toml tox.ini .pylintrc mypy.ini go.mod Cargo.toml composer.json package.json Pipfile logging.ini
      .python-version .tool-versions karma.conf.js`,
    ],
    [
      "tests",
      "conftest.py tests/unit/a/test_x.py test_x.py web/a.test.ts pkg/a_test.go src/test/java/AT.java jest.setup.js",
    ],
    ["CI by folder name", "ci/tasks/build.yml cloudbuild/deploy.yaml vars/build.groovy"],
    [
      "task runners",
      "Makefile build/rules.mk justfile .justfile Taskfile.yml taskfile.dist.yaml GNUmakefile",
    ],
    [
      "containers",
      "Dockerfile docker/Dockerfile.dev docker-compose.override.yml compose.yaml Procfile Containerfile",
    ],
    [
      "services",
      "crontab deploy/app.service charts/x/templates/job.yaml values-prod.yaml kustomization.yaml cron.d/load",
    ],
    [
      "infrastructure",
      "main.tf prod.tfvars terragrunt.hcl infra/x.tf.json playbook.yml roles/db/tasks/main.yml Pulumi.yaml",
    ],
    [
      "Airflow",
      "airflow.cfg config/airflow_local_settings.py webserver_config.py plugins/new_listener.py plugins/x/y.py",
    ],
    [
      "dbt",
      "dbt_project.yml transform/dbt_project.yml profiles.yml packages.yml dependencies.yml dbt_packages/x/a.sql",
    ],
    [
      "orchestrators",
      "prefect.yaml dagster.yaml workspace.yaml flow-deployment.yaml meltano.yml databricks.yml dvc.yaml",
    ],
    ["deployments", "migrations/0007_x.py alembic/versions/a.py alembic/env.py db/migrate/1.rb"],
    ["scripts", "run.sh tools/x.ps1 bin/deploy scripts/a.bat x.fish"],
    ["files executed on load", "models/churn.pkl model.joblib"],
  ])("%s", (_, list) => {
    for (const path of each(list))
      expect([path, verdict(path), pathObjection(path)]).toEqual([path, "flag", null]);
  });

  it("a plugin only if it is new", () => {
    expect(verdict("plugins/operators/orders.py", false)).toBe("ordinary");
  });
});

it.each(
  each(`dags/orders.py dags/utils/dates.py src/etl/load.py models/staging/orders.sql models/schema.yml macros/cents.sql
    seeds/countries.csv snapshots/orders.sql tests/assert_positive.sql requirements.txt requirements/base.txt README.md
    docs/setup.md docs/cloudbuild.md config/orders.yaml dags/config/orders.json dags/github/load.py dags/drone.yml
    dags/agents.py dags/contest.py dags/environment.py dags/env.py flows/etl.py jobs/Main.scala .env.example .gitignore
    .airflowignore .dockerignore sql/vendor/orders.sql data/user-data.csv dags/jenkins_stats.py dags/make_report.py
    dags/hooks/orders_hook.py dags/pre_commit_stats.py notebooks/explore.ipynb dags/deployment_times.py
    dags/docker_costs.py LICENSE models/build.sql dags/test/data.csv`),
)("leaves %s to be fixed", (path) => {
  expect([verdict(path), pathObjection(path)]).toEqual(["ordinary", null]);
});
