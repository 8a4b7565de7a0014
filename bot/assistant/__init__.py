"""What runs inside Rasa, and the only room that imports it.

The channel, the policy, the answers, the conversation store and the pipeline.
"""
