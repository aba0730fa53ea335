# The commands of this repository. `make` alone lists them; each installs what it needs and is missing (.ci/tools).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export MADOGUCHI_TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/madoguchi/tools
export PATH := $(MADOGUCHI_TOOLS)/bin:$(PATH)
TARGET := $(or $(CARGO_TARGET_DIR),target)

# `app` is compiled twice, and never for server and browser in one call.
SERVER_CRATES := -p domain -p mail -p backend -p app -p server --features app/ssr
BROWSER_CRATE := -p frontend --target wasm32-unknown-unknown --profile wasm-release

.PHONY: help run test check check-server check-browser audit bench fuzz fmt feature site

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

run: site ## build and start on http://localhost:3000 with the sample company; needs Rust, Node and a C compiler only
	cargo build --quiet --release -p server
	$(TARGET)/release/madoguchi demo

test: ## everything: check, Rust tests, browser tests; with private PostgreSQL, Dovecot and Postfix (as root)
	@node .ci/test.mjs

check: check-server check-browser ## formatting, clippy with warnings as errors, the invariants of ARCHITECTURE.md

check-server:
	@.ci/tools check
	@mkdir -p target/site
	cargo fmt --all --check
	node .ci/invariants.mjs --selftest
	node .ci/invariants.mjs
	cargo clippy --quiet $(SERVER_CRATES) --all-targets -- -D warnings

check-browser:
	@.ci/tools check
	cargo clippy --quiet $(BROWSER_CRATE) -- -D warnings

audit: ## licences, sources and known vulnerabilities of the dependencies (cargo deny; CHECKS="licenses bans sources" without a network)
	@.ci/tools audit
	cargo deny --all-features check $(CHECKS)

bench: site ## measure and print one table; never part of the tests
	@.ci/tools tests
	cargo build --quiet --release -p server
	node end2end/servers/with.mjs -- node end2end/bench/bench.mjs

fuzz: ## what strangers send us, made up for SECONDS (600) a target; TARGETS="mails imap" for some
	@.ci/fuzz $(or $(SECONDS),600) $(TARGETS)

fmt: ## format the Rust sources
	cargo fmt --all

feature: ## make feature NAME: the places of one feature, for example `make feature comments`
	@node .ci/feature.mjs $(filter-out feature,$(MAKECMDGOALS))

site: ## what the browser gets, into target/site
	@.ci/tools site
	@node frontend/build.mjs

# The word after `make feature` is a name and no target.
ifeq (feature,$(firstword $(MAKECMDGOALS)))
$(filter-out feature,$(MAKECMDGOALS)): ; @:
.PHONY: $(filter-out feature,$(MAKECMDGOALS))
endif
