"""Measure every week anew and write the baseline: `make baseline`. The diff is what a reviewer reads."""

from bench.guard.baseline import PATH, Baseline, load, save
from bench.guard.compare import compare
from bench.guard.measure import Figures, made_with, measured_parts


def main() -> None:
    old = load(PATH) if PATH.exists() else Baseline({}, {})
    figures: dict[str, Figures] = {}
    for name, measure in measured_parts():
        figures[name] = measured = measure()
        print(f"{name}: {len(measured)} figures", flush=True)
        for finding in compare(name, old.figures.get(name, {}), measured) if old.figures else ():
            print(f"  {finding}")
    save(Baseline(made_with(), figures), PATH)
    print(f"written: {PATH}")


if __name__ == "__main__":
    main()
