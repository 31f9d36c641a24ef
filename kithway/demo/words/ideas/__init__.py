"""What is held in the demo region: each idea is written once by hand and held a few times."""

from kithway.demo.words.ideas import learning, making, mutual_aid, peers

IDEAS = (*mutual_aid.IDEAS, *peers.IDEAS, *making.IDEAS, *learning.IDEAS)
