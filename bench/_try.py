"""scratch: python bench/_try.py MODEL_DIR [name...]"""
import sys,json,tempfile,time
from pathlib import Path
sys.path.insert(0,'/work/main')
from functools import partial
from bench.common import *
from bench import claims as bc
import sightline.wiring as w
def learned(folder):
    from sightline.extraction.catalogue import open_catalogue
    from sightline.extraction.learned.extract import extract
    from sightline.extraction.learned.network import open_model
    return lambda: partial(extract, catalogue=open_catalogue(), model=open_model(Path(folder)))
def main():
    folder=sys.argv[1]; names=sys.argv[2:] or ['dev']
    if folder!='rules': w.EXTRACTORS={'learned':learned(folder)}
    cols={}
    for n in names:
        path=SHARED/CLAIMS[n] if n in CLAIMS else Path(n)
        cols[n.split('/')[-1]]=bc.figures(path)
    table(cols)
main()
