# Every target sets up what it needs; the first run takes a minute, later ones do not notice it.

bin = .venv/bin
# A session bus of their own keeps the tests away from the desktop's notifications.
bus = $(shell command -v dbus-run-session >/dev/null && echo dbus-run-session --)

.PHONY: demo run test check screens setup

demo: setup
	@.ci/demo

run: setup
	@$(bin)/python main.py

test: setup
	QT_QPA_PLATFORM=offscreen $(bus) $(bin)/pytest

check: setup
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/deptry .
	$(bin)/python resources/locale/catalogue.py check

# The screenshots in docs/, taken by the program itself.
screens: setup
	QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(bus) $(bin)/python docs/screens.py

setup:
	@.ci/setup
